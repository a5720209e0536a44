package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSearchTest {
  private static java.util.Optional<SecretKind> search(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return SecretSearch.in(bytes, bytes.length);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_ACCESS_KEY, AKIA, 2J4K6M8P0R1T3V5X",
    "GITHUB_TOKEN, ghp_, a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "GITLAB_TOKEN, glpat-, a1B2c3D4e5F6g7H8i9J0",
    "SLACK_TOKEN, xoxb-, 123456789012-123456789012-a1B2c3D4e5F6",
    "GOOGLE_API_KEY, AIza, SyA1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q",
    "NPM_TOKEN, npm_, a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "STRIPE_KEY, sk_live_, a1B2c3D4e5F6g7H8i9J0k1L2"
  })
  void findsTokensByTheirForm(SecretKind kind, String start, String rest) {
    // put together here, so that no scanner of sources takes them for real ones
    assertThat(search("token = \"" + start + rest + "\"\n")).contains(kind);
    assertThat(search("token = \"" + start + rest.substring(10) + "\"\n")).isEmpty();
    assertThat(search("token = \"x" + start + rest + "\"\n")).isEmpty();
  }

  @Test
  void takesNoExamplesForSecrets() {
    assertThat(search("AKIAIOSFODNN7" + "EXAMPLE")).isEmpty();
    assertThat(search("ghp_" + "x".repeat(36))).isEmpty();
    assertThat(search("write -----BEGIN " + "PRIVATE KEY----- and what follows in a file"))
        .isEmpty();
    assertThat(search("-----BEGIN " + "PRIVATE KEY-----\n...\n-----END " + "PRIVATE KEY-----"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xoxb-", "glpat-", "ghp_-", "AIza-", "sk_live_-"})
  @Timeout(60)
  void aTextOfNothingButBeginningsIsLookedThroughOnce(String start) {
    assertThat(search(start.repeat((1 << 20) / start.length()))).isEmpty();
  }

  @Test
  void hidesSecretsOfATextAndLeavesTheRest() {
    String token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    String key = new String(Secrets.privateKey(new Random(1)), StandardCharsets.US_ASCII).strip();
    assertThat(SecretSearch.masked("RUN A=" + token + " B='" + key + "' C=\ud83d\ude00" + token))
        .isEqualTo("RUN A=*** B='***' C=\ud83d\ude00***");
    assertThat(SecretSearch.masked("RUN \u00e4 make")).isEqualTo("RUN \u00e4 make");
  }

  @Test
  void findsAKeyInAFileThatALaterLayerHasDeleted() throws IOException {
    Analysis analysis =
        ImageAnalysis.of(
            TestImages.of(
                new TarBuilder().file("root/.ssh/id", 0600, Secrets.privateKey(new Random(1))),
                new TarBuilder().whiteout("root/.ssh/id")));
    assertThat(analysis.secrets())
        .singleElement()
        .hasToString(
            "Secret[sighting=Sighting[path=/root/.ssh/id, layer=0, visible=false],"
                + " kind=PRIVATE_KEY]");
  }

  @Test
  void findsNothingInAThousandRandomBinaries() throws IOException {
    Random random = new Random(8);
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[random.nextInt(20_000)];
      random.nextBytes(bytes);
      if (i % 2 == 0) { // text all the same
        for (int n = 0; n < bytes.length; n++) {
          bytes[n] = (byte) (' ' + (bytes[n] & 63) + (bytes[n] >> 7 & 31));
        }
      }
      tar.file("bin/" + i, 0755, bytes);
    }
    assertThat(ImageAnalysis.of(TestImages.of(tar)).secrets()).isEmpty();
  }
}
