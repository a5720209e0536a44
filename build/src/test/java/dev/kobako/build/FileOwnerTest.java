package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileOwnerTest {
  private static final Tree STAGE =
      CopyFixture.tree(tar ->
          tar.dir("etc", 0755)
              .symlink("etc/passwd", "../usr/lib/passwd")
              .file("usr/lib/passwd", 0644, "root:x:0:0::/:\napp:x:1000:1001::/:\nshort:x:7\n")
              .file("etc/group", 0644, "staff:x:50:\n app:x:1002:\nbad:x:no:\n"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          5            | 5    | 5
          5:6          | 5    | 6
          :6           | 0    | 6
          5:           | 5    | 5
          -1           | 0    | 0
          5:-1         | 5    | 0
          root         | 0    | 0
          app          | 1000 | 1001
          app:         | 1000 | 1001
          app:staff    | 1000 | 50
          app:app      | 1000 | 1002
          app:nobody   | 1000 | 1001
          nobody:staff | 0    | 50
          nobody       | 0    | 0
          short        | 7    | 0
          5:bad        | 5    | 0
          """)
  void aUserOrGroupIsANumberOrLookedUpInTheStage(String text, int uid, int gid) {
    assertThat(FileOwner.of(text, STAGE)).isEqualTo(new FileOwner(uid, gid));
  }

  @Test
  void aStageWithoutUsersKnowsNobody() {
    Tree tree = CopyFixture.tree(tar -> tar.file("bin/sh", 0755, ""));
    assertThat(FileOwner.of("app:app", tree)).isEqualTo(new FileOwner(0, 0));
  }

  @Test
  void namesAreRefusedWhereThereIsNoStageToLookInto() {
    assertThatThrownBy(() -> FileOwner.of("app:5", MemoryTree.builder().build()))
        .hasMessage(
            """
            --chown=app:5: has the name 'app', and there is no /etc/passwd to look it up in
            remedy: give numbers, as --chown=1000:1000\
            """);
  }
}
