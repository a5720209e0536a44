package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenPathsTest {
  private static final int LOOKED = SeenPaths.bit(FileCall.Kind.LOOK, true, false);
  private static final int OPENED = SeenPaths.bit(FileCall.Kind.OPEN, true, true);

  private final SeenPaths seen = new SeenPaths();

  @Test
  void eachProgramAndPathHasItsOwnCalls() {
    seen.add("/bin/a", "/x", LOOKED);
    seen.add("/bin/a", "/x", OPENED);
    seen.add("/bin/b", "/x", OPENED);

    assertThat(seen.of("/bin/a", "/x")).isEqualTo(LOOKED | OPENED);
    assertThat(seen.of("/bin/b", "/x")).isEqualTo(OPENED);
    assertThat(seen.of("/bin/b", "/y")).isZero();
  }

  @Test
  void kindsAndLinksAndPresenceAreToldApart() {
    long bits =
        Arrays.stream(FileCall.Kind.values())
            .flatMapToInt(kind ->
                IntStream.of(
                    SeenPaths.bit(kind, true, true),
                    SeenPaths.bit(kind, true, false),
                    SeenPaths.bit(kind, false, true),
                    SeenPaths.bit(kind, false, false)))
            .distinct()
            .count();

    assertThat(bits).isEqualTo(4L * FileCall.Kind.values().length);
  }

  @Test
  void itForgetsAllWhenThereIsTooMuch() {
    String folder = "/" + "x".repeat(4000) + "/";
    for (int i = 0; i < 5000; i++) {
      seen.add("/bin/a", folder + i, OPENED);
    }
    assertThat(seen.of("/bin/a", folder + 0)).isZero();
    assertThat(seen.of("/bin/a", folder + 4999)).isEqualTo(OPENED);
  }
}
