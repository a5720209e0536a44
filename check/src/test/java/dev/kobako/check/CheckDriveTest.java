package dev.kobako.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks are scripts on this machine that start containers of busybox. */
@Timeout(60)
class CheckDriveTest {
  @TempDir Path folder;

  private TrialBox box;

  @BeforeEach
  void makeBox() throws IOException {
    box = new TrialBox(folder);
  }

  private void passes(Subject subject, String script) throws IOException {
    Verdict verdict = box.untraced(subject, box.script("set -eu\n" + script));
    assertThat(verdict.failures()).as(String.join("\n", box.log)).isEmpty();
    assertThat(box.isEmpty()).isTrue();
  }

  @Test
  void aRunIsAPrefixWithInputOutputAndExitCode() throws Exception {
    passes(
        box.running("echo by itself"),
        """
        test "$($KOBAKO_RUN)" = "by itself"
        test "$(echo in | $KOBAKO_RUN /bin/sh -c 'read x; echo "got $x"')" = "got in"
        test "$($KOBAKO_RUN /bin/sh -c 'echo oops >&2' 2>&1 >/dev/null)" = oops
        code=0
        $KOBAKO_RUN /bin/sh -c 'exit 7' || code=$?
        test "$code" = 7
        """);
  }

  @Test
  void wordsMayBeEmptyAndHoldLineBreaksAndQuotes() throws Exception {
    passes(
        box.running(":"),
        """
        said=$($KOBAKO_RUN /bin/sh -c 'for each; do printf "<%s>" "$each"; done' sh '' 'a
        b' "it's" 'smörgås' ' $x `y`\\' '*')
        test "$said" = '<><a
        b><it'"'"'s><smörgås>< $x `y`\\><*>'
        """);
  }

  @Test
  void aContainerInTheBackgroundHasAnIdAndALog() throws Exception {
    passes(
        box.running("echo up; trap 'echo bye; exit' TERM; while :; do busybox sleep 0.05; done"),
        """
        id=$($KOBAKO_START)
        until $KOBAKO_LOGS $id | grep -q up; do sleep 0.05; done
        test "$($KOBAKO_STOP $id)" = $id
        test "$($KOBAKO_LOGS $id)" = "up
        bye"
        """);
  }
}
