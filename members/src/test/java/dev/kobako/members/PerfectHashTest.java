package dev.kobako.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PerfectHashTest {
  private static List<byte[]> names(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> ("/java.base/p" + i % 7 + "/C" + i + ".class"))
        .map(name -> name.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  /** As a Java runtime looks a name up. */
  private static int find(PerfectHash table, byte[] name) {
    int redirect = table.redirects()[hash(name, 0x01000193) % table.redirects().length];
    return redirect > 0
        ? table.slots()[hash(name, redirect) % table.slots().length]
        : table.slots()[-1 - redirect];
  }

  private static int hash(byte[] name, int seed) {
    int hash = seed;
    for (byte each : name) {
      hash = (hash * 0x01000193) ^ (each & 0xff);
    }
    return hash & 0x7fffffff;
  }

  @Test
  void leadsEachNameToItsOwnSlot() {
    for (int count : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 1000, 5000}) {
      List<byte[]> names = names(count);

      PerfectHash table = PerfectHash.of(names);

      for (int i = 0; i < count; i++) {
        assertThat(find(table, names.get(i))).isEqualTo(i);
      }
      assertThat(table.slots().length).isBetween(count, count + 15);
    }
  }

  @Test
  void hasNoSlotsForNoNames() {
    assertThat(PerfectHash.of(List.of()).slots()).isEmpty();
  }

  @Test
  void refusesNamesThatAreThereTwice() {
    byte[] name = {'a'};

    assertThatThrownBy(() -> PerfectHash.of(List.of(name, name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no seeds spread 2 names");
  }
}
