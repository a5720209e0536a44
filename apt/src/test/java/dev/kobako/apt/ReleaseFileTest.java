package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields of a Release. */
class ReleaseFileTest {
  private static final Digest DIGEST = Digest.sha256(new byte[0]);
  private static final String HASH = "0123456789abcdef".repeat(4);

  private static Release read(String fields) throws IOException {
    return ReleaseFile.read("Date: Fri, 20 Nov 2026 00:12:41 UTC\n" + fields, DIGEST);
  }

  @Test
  void filesAreReadWhateverTheBlanksBetween() throws Exception {
    Release release = read("SHA256:\n " + HASH + "        7 main/a.xz\n " + HASH + " 8 b\n");

    assertThat(release.files()).containsOnlyKeys("b", "main/a.xz");
    assertThat(release.files().get("main/a.xz"))
        .isEqualTo(new Release.IndexFile(7, new Digest("sha256", HASH)));
    assertThat(release.validUntil()).isEmpty();
    assertThat(release.byHash()).isFalse();
    assertThat(release.origin()).isEmpty();
  }

  @Test
  void sha512WillDo() throws Exception {
    String hash = HASH + HASH;

    assertThat(read("SHA512:\n " + hash + " 7 a\n").files())
        .containsValue(new Release.IndexFile(7, new Digest("sha512", hash)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X: 1|vouches for its files by neither SHA256 nor SHA512",
        "MD5Sum:~ 00 1 a|vouches for its files by neither SHA256 nor SHA512",
        "SHA256:~ # 1|has '# 1' among its files, expected a hash, a size and a path",
        "SHA256:~ # 1 ../a|has '# 1 ../a' among its files, expected a hash, a size and a path",
        "SHA256:~ # 1 a/../b|has '# 1 a/../b' among its files, expected a hash, a size and a path",
        "SHA256:~ # 1 /a|has '# 1 /a' among its files, expected a hash, a size and a path",
        "SHA256:~ # 1 a//b|has '# 1 a//b' among its files, expected a hash, a size and a path",
        "SHA256:~ # 1 a/.|has '# 1 a/.' among its files, expected a hash, a size and a path",
        "SHA256:~ # -1 a|has the size '-1' among its files, expected bytes",
        "SHA256:~ # 99999999999999999999 a|has the size '99999999999999999999' among its files,"
            + " expected bytes",
        "SHA256:~ abc 1 a|has the sha256 'abc' among its files",
        "X: 1~~Y: 2|has 2 paragraphs, expected 1",
        "Valid-Until: tomorrow|Valid-Until is 'tomorrow', expected a date like 'Fri, 20 Nov 2026"
            + " 00:12:41 UTC'",
      })
  void whatMakesNoSenseIsNamed(String fields, String fact) {
    String text = fields.replace('~', '\n').replace("#", HASH);

    assertThatThrownBy(() -> read(text + "\n"))
        .isInstanceOf(IOException.class)
        .hasMessage(fact.replace("#", HASH));
  }

  @Test
  void aReleaseNeedsADate() {
    assertThatThrownBy(() -> ReleaseFile.read("SHA256:\n " + HASH + " 1 a\n", DIGEST))
        .isInstanceOf(IOException.class)
        .hasMessage("has no Date");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Fri, 20 Nov 2026 00:12:41 UTC",
        "Fri, 20 Nov 2026 00:12:41 GMT",
        "Fri, 20 Nov 2026 00:12:41 +0000",
        "Fri, 20 Nov 2026  0:12:41 Z"
      })
  void datesAreInUniversalTime(String date) {
    assertThat(ReleaseDate.parse(date)).contains(Instant.parse("2026-11-20T00:12:41Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Fri, 20 Nov 2026 00:12:41",
        "Fri, 20 Nov 2026 00:12:41 +0100",
        "Fri, 31 Nov 2026 00:12:41 UTC",
        "Fri, 20 Foo 2026 00:12:41 UTC",
        "Fri, 20 Nov 20266 00:12:41 UTC",
        "Fri, 20 Nov 2026 24:12:41 UTC",
        "Fri, 20 Nov 2026 00:12 UTC",
        "Fri, -1 Nov 2026 00:12:41 UTC",
        "2026-11-20T00:12:41Z"
      })
  void otherDatesAreNone(String date) {
    assertThat(ReleaseDate.parse(date)).isEqualTo(Optional.empty());
  }
}
