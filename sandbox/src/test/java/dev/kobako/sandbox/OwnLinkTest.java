package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnLinkTest {
  @ParameterizedTest
  @CsvSource({
    "/proc/self/exe, exe, ''",
    "/proc/self/cwd/a/b, cwd, /a/b",
    "/proc/thread-self/root/, root, /",
    "/proc/self/fd/12, fd/12, ''",
    "/proc/self/fd/3/x, fd/3, /x",
  })
  void linksOfTheAskingProcessAreFound(String path, String link, String rest) {
    assertThat(OwnLink.of(path)).contains(new OwnLink(link, rest));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/proc/self",
        "/proc/self/maps",
        "/proc/self/fd",
        "/proc/self/fd/x",
        "/proc/1/exe"
      })
  void otherPathsAreNone(String path) {
    assertThat(OwnLink.of(path)).isEmpty();
  }

  @Test
  void aNumberThatIsNoneIsNoLink() {
    assertThat(OwnLink.of("/proc/self/fd/99999999999")).isEmpty();
  }
}
