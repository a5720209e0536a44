package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LocalesTest {
  @Test
  void keepsOtherLocalesAndTheirAliases() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/locale/C.utf8/LC_CTYPE",
                "/usr/lib/locale/de_DE.utf8/LC_TIME",
                "/usr/lib/locale/locale-archive",
                "/usr/share/locale/locale.alias")
            .opened("/usr/lib/locale/locale-archive");

    assertThat(used.keptBy(new Locales()))
        .containsExactly(
            "/usr/lib/locale/C.utf8/LC_CTYPE",
            "/usr/lib/locale/de_DE.utf8/LC_TIME",
            "/usr/share/locale/locale.alias");
  }

  @Test
  void keepsOnlyTheOneWithoutALanguageWhereNoOtherWasAskedFor() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/lib/locale/C.utf8/LC_CTYPE",
                "/usr/lib/locale/C.utf8/LC_TIME",
                "/usr/lib/locale/de_DE.utf8/LC_TIME")
            .opened("/usr/lib/locale/C.utf8/LC_CTYPE");

    assertThat(used.keptBy(new Locales())).containsExactly("/usr/lib/locale/C.utf8/LC_TIME");
  }

  @Test
  void keepsThoseOfMusl() throws IOException {
    UsedTree used =
        UsedTree.with(
                "/usr/share/i18n/locales/musl/de_DE.UTF-8",
                "/usr/share/i18n/locales/musl/en_US.UTF-8",
                "/opt/locales/de",
                "/opt/locales/fr")
            .environment("MUSL_LOCPATH", "/usr:relative:/opt/locales")
            .opened("/usr/share/i18n/locales/musl/en_US.UTF-8")
            .opened("/opt/locales/fr");

    assertThat(used.keptBy(new Locales()))
        .containsExactly("/opt/locales/de", "/usr/share/i18n/locales/musl/de_DE.UTF-8");
  }

  /** A file as localedef makes it, with nothing in it but the charset's name. */
  private static byte[] ctype(String charset) {
    ByteBuffer file = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0, 0x20090720).putInt(4, 89).putInt(8 + 4 * 14, 100);
    file.position(100).put(charset.getBytes(StandardCharsets.US_ASCII));
    return file.array();
  }

  private static UsedTree manyCharsets() {
    return UsedTree.with("/usr/lib/locale/de_DE/LC_TIME", "/usr/lib/locale/sv_SE.utf8/LC_TIME")
        .file("/usr/lib/locale/de_DE/LC_CTYPE", ctype("ISO-8859-1"))
        .file("/usr/lib/locale/sv_SE.utf8/LC_CTYPE", ctype("UTF-8"))
        .file("/usr/lib/locale/ak_GH/LC_CTYPE", ctype("UTF-8"))
        .file("/usr/lib/locale/odd/LC_CTYPE", "odd");
  }

  @Test
  void keepsThoseOfUtf8WhateverTheirNames() throws IOException {
    assertThat(manyCharsets().opened("/usr/lib/locale/sv_SE.utf8/LC_CTYPE").keptBy(new Locales()))
        .containsExactly(
            "/usr/lib/locale/ak_GH/LC_CTYPE",
            "/usr/lib/locale/odd/LC_CTYPE",
            "/usr/lib/locale/sv_SE.utf8/LC_TIME");
  }

  @Test
  void keepsAllWhereOneOfAnOlderCharsetWasAskedFor() throws IOException {
    assertThat(manyCharsets().opened("/usr/lib/locale/de_DE/LC_TIME").keptBy(new Locales()))
        .containsExactly(
            "/usr/lib/locale/ak_GH/LC_CTYPE",
            "/usr/lib/locale/de_DE/LC_CTYPE",
            "/usr/lib/locale/odd/LC_CTYPE",
            "/usr/lib/locale/sv_SE.utf8/LC_CTYPE",
            "/usr/lib/locale/sv_SE.utf8/LC_TIME");
  }

  @Test
  void readsTheCharsetOfThisMachinesOwnLocale() throws IOException {
    Path file = Path.of("/usr/lib/locale/C.utf8/LC_CTYPE");
    assumeTrue(Files.isReadable(file), "needs the locale C.utf8");
    UsedTree used = UsedTree.with().file("/l/LC_CTYPE", Files.readAllBytes(file));

    assertThat(new LocaleCharset(used.original().tree()).of(ImagePath.of("/l"))).contains("UTF-8");
  }
}
