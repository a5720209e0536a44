package dev.kobako.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Json;
import dev.kobako.report.Inventory;
import dev.kobako.tree.ImagePath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileColumnsTest {
  private static Inventory.Item item(String path, long bytes, int layer, String owner) {
    return new Inventory.Item(ImagePath.of(path), bytes, layer, "data", owner, "");
  }

  private static String json(Inventory now, Optional<Inventory> before) {
    return new String(Json.bytes(FileColumns.of(now, before)), StandardCharsets.UTF_8);
  }

  @Test
  void writesOfEachPathOnlyWhatTheOneBeforeItHasNot() {
    Inventory now =
        new Inventory(
            List.of(
                item("/a", 1, 0, ""),
                item("/usr/bin/x", 20, 1, "x"),
                item("/usr/bin/y", 3, 0, "y"),
                item("/usr/lib/z/0", 4, 1, "x")));
    assertThat(json(now, Optional.empty()))
        .isEqualTo(
            "{\"kept\":[0,0,2,1],\"added\":[0,2,0,2],\"names\":\"a/usr/bin/x/y/lib/z/0\","
                + "\"now\":{\"size\":[1,20,3,4],\"layer\":[0,1,0,1],\"kind\":[0,0,0,0],"
                + "\"owner\":[0,1,2,1],\"reason\":[0,0,0,0]},"
                + "\"kinds\":[\"data\"],\"owners\":[\"\",\"x\",\"y\"],\"reasons\":[\"\"]}");
  }

  @Test
  void aFileOfTwoImagesIsThereOnceAndOneThatIsGoneHasNoSize() {
    Inventory now = new Inventory(List.of(item("/b", 5, 0, ""), item("/c", 0, 0, "")));
    Inventory before = new Inventory(List.of(item("/a", 7, 2, "p"), item("/b", 6, 1, "")));
    assertThat(json(now, Optional.of(before)))
        .contains(
            "\"names\":\"a/b/c\"", "\"now\":{\"size\":[-1,5,0]", "\"before\":{\"size\":[7,6,-1]");
  }

  @Test
  void namesOfOthersAreTextsWithoutAnythingInvisible() {
    Inventory now =
        new Inventory(
            List.of(
                item("/</script><img src=x onerror=alert(1)>", 1, 0, "a\u202eb"),
                item("/\u001b]0;x", 1, 0, "")));
    assertThat(json(now, Optional.empty()))
        .contains("\\\\x1b]0;x/<", "script><img src=x onerror=alert(1)>", "\"a\\\\u202eb\"");
  }
}
