package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeZoneKnowledgeTest {
  private static final String ZONES = "/usr/share/zoneinfo/";

  private static FakeRoot root() {
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, FakeRoot.program().imports("localtime"))
        .file(ZONES + "Europe/Berlin", "TZif2")
        .file(ZONES + "Asia/Tokyo", "TZif2")
        .link("/etc/localtime", ZONES + "Europe/Berlin")
        .file("/etc/shadow", "root:hash\n");
  }

  @Test
  void takesTheLocalZone() throws IOException {
    Explained closure = Explained.closure(root());

    assertThat(closure.guessed())
        .containsExactly(
            "/etc/localtime: a link; what it leads to is read for localtime of /usr/bin/app (guessed: tz)",
            ZONES + "Europe/Berlin: read for localtime of /usr/bin/app (guessed: tz)");
    closure.holdsTogether();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Tokyo", ":Asia/Tokyo", "/usr/share/zoneinfo/Asia/Tokyo"})
  void takesTheZoneThatTzNames(String zone) throws IOException {
    assertThat(Explained.closure(root().environment("TZ", zone)).reason(ZONES + "Asia/Tokyo"))
        .contains("TZ names it for localtime of /usr/bin/app (guessed: tz)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../../etc/shadow", "UTC0", "Mars/Base", ":", "a\0b", "/a\0b"})
  void takesNothingElseForTzIs(String zone) throws IOException {
    assertThat(Explained.closure(root().environment("TZ", zone)).paths())
        .contains("/etc/localtime")
        .doesNotContain("/etc/shadow", ZONES + "Asia/Tokyo");
  }

  @Test
  void takesNothingForWhoNeverAsksOrIfRefused() throws IOException {
    assertThat(Explained.closure(root(), Guess.TZ).guessed()).isEmpty();
    assertThat(
            Explained.closure(root().elf(Explained.PROGRAM, FakeRoot.program().imports("time")))
                .guessed())
        .isEmpty();
  }
}
