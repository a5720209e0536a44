package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.Healthcheck;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.ImageConfigBuilder;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingSearchTest {
  /** Put together here, so that no scanner of sources takes it for a real one. */
  private static final String TOKEN = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";

  private static ImageConfigBuilder config() {
    return ImageConfig.builder().platform(Platform.parse("linux/amd64"));
  }

  private static List<String> places(ImageConfig config) {
    return SettingSearch.in(config).stream()
        .map(each -> each.place() + ", " + each.kind().text())
        .toList();
  }

  @Test
  void findsTokensInEverySettingThatCanHaveOne() {
    ImageConfig config =
        config()
            .env(List.of("PATH=/bin", "TOKEN=" + TOKEN))
            .labels(new TreeMap<>(Map.of("a", "b", "org.example.token", TOKEN)))
            .entrypoint(List.of("/app", "--token", TOKEN))
            .cmd(List.of("--token=" + TOKEN))
            .healthcheck(
                Optional.of(
                    new Healthcheck(
                        List.of("CMD-SHELL", "curl -H 'Authorization: " + TOKEN + "' localhost"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())))
            .onBuild(List.of("RUN login " + TOKEN))
            .build();
    assertThat(places(config))
        .containsExactly(
            "config: ENV TOKEN, GitHub token",
            "config: LABEL org.example.token, GitHub token",
            "config: ENTRYPOINT, GitHub token",
            "config: CMD, GitHub token",
            "config: HEALTHCHECK, GitHub token",
            "config: ONBUILD, GitHub token");
  }

  /** What a runtime doesn't take can be read all the same. */
  @Test
  void findsTokensWhereNobodyWouldPutThem() {
    ImageConfig config =
        config()
            .author(Optional.of(TOKEN))
            .env(List.of("TOKEN=" + TOKEN, "TOKEN=", TOKEN, TOKEN + "=1"))
            .labels(new TreeMap<>(Map.of(TOKEN, "")))
            .workingDir("/" + TOKEN)
            .user(TOKEN)
            .volumes(List.of("/" + TOKEN))
            .shell(List.of("/bin/sh", TOKEN))
            .history(
                List.of(
                    new HistoryEntry(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(TOKEN),
                        Optional.of(TOKEN),
                        true)))
            .build();
    assertThat(places(config))
        .containsExactly(
            "config: author, GitHub token",
            "config: ENV TOKEN, GitHub token",
            "config: ENV, GitHub token",
            "config: ENV ***, GitHub token",
            "config: LABEL ***, GitHub token",
            "config: WORKDIR, GitHub token",
            "config: USER, GitHub token",
            "config: VOLUME, GitHub token",
            "config: SHELL, GitHub token",
            "history 0: comment, GitHub token",
            "history 0: author, GitHub token");
  }

  @Test
  void tellsEachSecretOfATextAndTheSameOnce() {
    String key = "AKIA" + "Z7Q2W3E4R5T6Y7U8";
    ImageConfig config =
        config()
            .cmd(List.of(TOKEN, TOKEN, key))
            .history(
                List.of(
                    HistoryEntry.of(
                        Instant.EPOCH,
                        "RUN |2 A=%s B=%s /bin/sh -c login %s".formatted(TOKEN, key, TOKEN))))
            .build();
    assertThat(places(config))
        .containsExactly(
            "config: CMD, GitHub token",
            "config: CMD, AWS access key",
            "history 0: RUN A, GitHub token",
            "history 0: RUN B, AWS access key",
            "history 0: RUN, GitHub token");
  }

  @Test
  void ofAHostileImageTheFirstThousandAreTold() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      lines.add("A" + i + "=" + TOKEN);
    }
    assertThat(places(config().env(lines).build()))
        .hasSize(1000)
        .contains("config: ENV A999, GitHub token");
  }

  @ParameterizedTest
  @CsvSource({
    "ARG TOKEN=TOKEN, ARG TOKEN",
    "ENV A=b TOKEN=TOKEN C=d, ENV TOKEN",
    "/bin/sh -c #(nop)  ARG TOKEN=TOKEN, ARG TOKEN",
    "|1 TOKEN=TOKEN /bin/sh -c make, RUN TOKEN",
    "RUN |1 TOKEN=TOKEN /bin/sh -c make # buildkit, RUN TOKEN",
    "/bin/sh -c curl -H \"Authorization: TOKEN\" https://localhost, RUN",
    "CMD [\"/app\" \"TOKEN\"], CMD"
  })
  void namesTheInstructionOfTheHistoryAndTheVariable(String createdBy, String place) {
    String instruction = createdBy.replaceAll("TOKEN(?!=)", TOKEN);
    ImageConfig config =
        config()
            .history(
                List.of(
                    HistoryEntry.of(Instant.EPOCH, "RUN make"),
                    HistoryEntry.of(Instant.EPOCH, instruction)))
            .build();
    assertThat(places(config)).containsExactly("history 1: " + place + ", GitHub token");
  }

  @Test
  void instructionsAreShownWithoutTheSecretsInThem() throws IOException {
    byte[] tar = new TarBuilder().file("a", 0644, "a").bytes();
    Layer layer =
        Layer.of(
            Descriptor.of("application/vnd.oci.image.layer.v1.tar", tar),
            Digest.sha256(tar),
            Content.of(tar));
    Image image =
        ImageAssembly.scratch(config().build())
            .plus(layer, HistoryEntry.of(Instant.EPOCH, "RUN |1 T=" + TOKEN + " /bin/sh -c make"))
            .image(Instant.EPOCH);
    assertThat(ImageAnalysis.of(image).layers().getFirst().instruction())
        .isEqualTo("RUN |1 T=*** /bin/sh -c make");
  }
}
