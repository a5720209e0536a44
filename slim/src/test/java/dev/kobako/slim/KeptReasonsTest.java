package dev.kobako.slim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeptReasonsTest {
  private static final ImagePath GIT = ImagePath.of("/usr/bin/git");
  private static final ImagePath LIBRARY = ImagePath.of("/usr/lib/libz.so.1");
  private static final ImagePath NSS = ImagePath.of("/usr/lib/libnss_files.so.2");

  private static KeptReasons reasons() {
    SortedMap<ImagePath, Reason> reasons = new TreeMap<>();
    reasons.put(GIT, Reason.asked("named on the command line as git"));
    reasons.put(LIBRARY, Reason.needed(GIT, "NEEDED by"));
    reasons.put(NSS, Reason.guessed(LIBRARY, "read for", Guess.NSS));
    return new KeptReasons(reasons);
  }

  @Test
  void areTheSameAfterWritingAndReading() {
    KeptReasons reasons = reasons();
    assertThat(KeptReasons.read("text", reasons.text().orElseThrow())).isEqualTo(reasons);
  }

  @Test
  void leadFromAPathToTheUsersWords() {
    assertThat(reasons().why(NSS))
        .extracting(step -> step.path() + " " + step.reason().text())
        .containsExactly(
            NSS + " read for " + LIBRARY + " (guessed: nss)",
            LIBRARY + " NEEDED by " + GIT,
            GIT + " named on the command line as git");
    assertThat(reasons().why(ImagePath.of("/etc"))).isEmpty();
  }

  @Test
  void endWhereTheyGoRound() {
    SortedMap<ImagePath, Reason> round = new TreeMap<>();
    round.put(GIT, Reason.needed(LIBRARY, "NEEDED by"));
    round.put(LIBRARY, Reason.needed(GIT, "NEEDED by"));
    assertThat(new KeptReasons(round).why(GIT)).hasSize(2);
  }

  @Test
  void areNotReadFromAnythingElse() {
    assertThatThrownBy(() -> KeptReasons.read("text", "{\"format\":\"x\"}".getBytes(UTF_8)))
        .isInstanceOf(KobakoException.class)
        .hasMessage("text: format 'x', expected 'kobako-reasons 1'");
    String relative =
        "{\"format\":\"kobako-reasons 1\",\"reasons\":[{\"path\":\"a\",\"how\":\"b\"}]}";
    assertThatThrownBy(() -> KeptReasons.read("text", relative.getBytes(UTF_8)))
        .isInstanceOf(KobakoException.class)
        .hasMessage("text: reasons[0]: not an absolute path: a");
  }
}
