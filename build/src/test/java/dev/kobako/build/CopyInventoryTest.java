package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CopyInventoryTest {
  private static final CopyInventory.State FILE = new CopyInventory.State('f', 0644, 0, 0, 1);
  private static final CopyInventory.State FOLDER = new CopyInventory.State('d', 0755, 0, 0, 0);

  private final TreeMap<String, CopyInventory.State> old = new TreeMap<>();
  private final TreeMap<String, CopyInventory.State> now = new TreeMap<>();

  private String changes() {
    return new CopyInventory(old).changesTo(new CopyInventory(now));
  }

  @Test
  void tellsContentsModesAndOwnersApart() {
    old.put("content", FILE);
    now.put("content", new CopyInventory.State('f', 0644, 0, 0, 2));
    old.put("mode", FILE);
    now.put("mode", new CopyInventory.State('f', 0755, 0, 0, 1));
    old.put("owner", FILE);
    now.put("owner", new CopyInventory.State('f', 0644, 7, 0, 1));
    old.put("same", FILE);
    now.put("same", FILE);
    assertThat(changes())
        .isEqualTo("content changed, mode has mode 755, had 644, owner has another owner");
  }

  @Test
  void countsWhatItDoesNotName() {
    for (String name : "a b c d e".split(" ")) {
      now.put(name, FILE);
    }
    assertThat(changes()).isEqualTo("a is new, b is new, c is new and 2 more");
  }

  @Test
  void namesFoldersOnlyWhereNoFileSaysMore() {
    now.put("d", FOLDER);
    assertThat(changes()).isEqualTo("d/ is new");
    now.put("d/f", FILE);
    assertThat(changes()).isEqualTo("d/f is new");
  }

  @Test
  void showsNoControlCharactersAndNoEndlessNames() {
    now.put("a\u001b[2J", FILE);
    now.put("b".repeat(2000), FILE);
    assertThat(changes()).doesNotContain("\u001b").hasSizeLessThan(200);
  }

  @Test
  void isReadBackAsItWasUnlessItIsDamaged() {
    old.put("a/\udc80ü", FILE);
    old.put("d", FOLDER);
    byte[] bytes = new CopyInventory(old).bytes();
    assertThat(CopyInventory.parse(bytes)).contains(new CopyInventory(old));
    assertThat(CopyInventory.parse(Arrays.copyOf(bytes, bytes.length - 1))).isEmpty();
    assertThat(CopyInventory.parse(new byte[] {99})).isEmpty();
    assertThat(CopyInventory.parse(new byte[0])).isEmpty();
  }
}
