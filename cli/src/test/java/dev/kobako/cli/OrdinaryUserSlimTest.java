package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images made smaller by somebody who has a single id and no rights. */
@Timeout(120)
class OrdinaryUserSlimTest {
  @TempDir Path temp;

  private OrdinaryUser user = new OrdinaryUser(Path.of("/nonexistent"), "");

  @BeforeEach
  void aHome() throws Exception {
    HostCommand.assume("busybox", "runc", "unshare");
    user = OrdinaryUser.in(temp, System.getenv("PATH"));
    HostCommand.Result trial =
        user.command(temp, "unshare", "--user", "--map-root-user", "true").run();
    assumeTrue(trial.code() == 0, () -> "skipped: no user namespaces here: " + trial.err());
  }

  @Test
  void aCheckThatWritesToHisFoldersPassesAgainOnTheResult() throws Exception {
    Path home = temp.resolve(".local/share/kobako");
    SlimImage.store(Kobako.withStore(home));
    Path share = Files.createDirectory(temp.resolve("share"));
    Files.writeString(
        temp.resolve("check.sh"),
        """
        set -eu
        $KOBAKO_RUN "cat /etc/word >>/share/log; busybox mkdir -m 700 /share/own"
        test "$(cat $HOME/share/log)" = hello
        """);
    user.own();

    HostCommand.Result made =
        user.kobako(
                "slim", "box", "-t", "box:slim", "-v", share + ":/share", "--check", "sh check.sh")
            .run();

    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).contains("/data/big", "written to box:slim");
    assertThat(user.kobako("run", "--rm", "--network", "host", "box:slim").run().out())
        .isEqualTo("hello\n");
    assertThat(home.resolve("slim")).isDirectoryNotContaining("glob:**/work-*/*");
  }
}
