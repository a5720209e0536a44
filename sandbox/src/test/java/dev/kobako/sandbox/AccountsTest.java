package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who USER means, by what runc and BuildKit make of it. */
class AccountsTest {
  private static final Tree TREE =
      MemoryTree.builder()
          .put(
              ImagePath.of("/etc/passwd"),
              text(
                  "root:x:0:0:root:/root:/bin/sh\n# note\n\napp:x:1000:1001::/home/app:\n9:x:5:6::/:\nbroken\n"))
          .put(
              ImagePath.of("/etc/group"),
              text("root:x:0:\nstaff:x:50:app,other\ndocker:x:999:app\nempty:x:7:\n"))
          .build();

  private static Entry text(String text) {
    return new Entry.RegularFile(
        Attributes.of(0644), Content.of(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"\", 0, 0, ''",
        "root, 0, 0, ''",
        "app, 1000, 1001, '50 999'",
        "1000, 1000, 1001, '50 999'",
        "app:staff, 1000, 50, ''",
        "app:7, 1000, 7, ''",
        "4321, 4321, 0, ''",
        "4321:8765, 4321, 8765, ''",
        "0:33, 0, 33, ''",
        "9, 9, 0, ''",
        ":staff, 0, 50, ''",
      })
  void aUserIsLookedUp(String user, int uid, int gid, String groups) throws Exception {
    List<Integer> further =
        List.of(groups.replace("'", "").split(" ")).stream()
            .filter(word -> !word.isEmpty())
            .map(Integer::valueOf)
            .toList();

    assertThat(Accounts.user(user, () -> TREE)).isEqualTo(new ContainerUser(uid, gid, further));
  }

  @Test
  void namesThatAreNotThereCanNotBeFound() {
    assertThatThrownBy(() -> Accounts.user("nobody", () -> TREE))
        .hasMessage("unable to find user nobody: no matching entries in passwd file");
    assertThatThrownBy(() -> Accounts.user("app:none", () -> TREE))
        .hasMessage("unable to find group none: no matching entries in group file");
    assertThatThrownBy(() -> Accounts.user("app", () -> MemoryTree.builder().build()))
        .hasMessage("unable to find user app: no matching entries in passwd file");
    assertThatThrownBy(() -> Accounts.user("99999999999", () -> TREE))
        .hasMessage("unable to find user 99999999999: no matching entries in passwd file");
  }

  @Test
  void forTwoNumbersAndForRootNoTreeIsRead() throws Exception {
    assertThat(
            Accounts.user(
                "7:8",
                () -> {
                  throw new AssertionError();
                }))
        .isEqualTo(new ContainerUser(7, 8, List.of()));
  }
}
