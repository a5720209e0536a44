package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocaleKnowledgeTest {
  private static final String LOCALES = "/usr/lib/locale/";

  private static FakeRoot root() {
    return FakeRoot.withGlibc()
        .elf(Explained.PROGRAM, FakeRoot.program().imports("setlocale"))
        .file(LOCALES + "de_DE.utf8/LC_CTYPE", "x")
        .file(LOCALES + "de_DE.utf8/LC_MESSAGES/SYS_LC_MESSAGES", "x")
        .file(LOCALES + "de_DE@euro/LC_CTYPE", "x")
        .file(LOCALES + "locale-archive", "archive");
  }

  @Test
  void takesTheFolderOfTheLocaleThatTheImageSets() throws IOException {
    Explained closure = Explained.closure(root().environment("LANG", "de_DE.UTF-8"));

    assertThat(closure.guessed())
        .containsExactly(
            LOCALES
                + "de_DE.utf8/LC_CTYPE: locale de_DE.UTF-8 of LANG for /usr/bin/app"
                + " (guessed: locale)",
            LOCALES
                + "de_DE.utf8/LC_MESSAGES/SYS_LC_MESSAGES: locale de_DE.UTF-8 of LANG for"
                + " /usr/bin/app (guessed: locale)");
    closure.holdsTogether();
  }

  @Test
  void takesTheArchiveWhereThereIsNoFolder() throws IOException {
    assertThat(Explained.closure(root().environment("LC_ALL", "fr_FR.UTF-8")).guessed())
        .containsExactly(
            LOCALES
                + "locale-archive: locale fr_FR.UTF-8 of LC_ALL for /usr/bin/app"
                + " (guessed: locale)");
  }

  @Test
  void knowsModifiers() throws IOException {
    assertThat(Explained.closure(root().environment("LC_CTYPE", "de_DE@euro")).paths())
        .contains(LOCALES + "de_DE@euro/LC_CTYPE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "", "..", ".", "../../../etc", "a/b", "a\0b"})
  void takesNothingFor(String locale) throws IOException {
    assertThat(Explained.closure(root().environment("LANG", locale)).guessed()).isEmpty();
  }

  @Test
  void takesNothingForWhoSetsNoneOrIfRefused() throws IOException {
    FakeRoot root = root().environment("LANG", "de_DE.UTF-8");

    assertThat(Explained.closure(root, Guess.LOCALE).guessed()).isEmpty();
    assertThat(Explained.closure(root.elf(Explained.PROGRAM, FakeRoot.program())).guessed())
        .isEmpty();
  }
}
