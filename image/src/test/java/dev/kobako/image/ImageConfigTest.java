package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageConfigTest {
  private static final String DOCKER =
      """
      {"architecture":"arm64","variant":"v8","os":"linux","created":"2024-05-06T07:08:09.123456789+02:00",
       "docker_version":"24","x":1.50,"config":{"Cmd":["sh"],"Entrypoint":null,"Env":["A=1","B=2","A=3"],
       "Labels":null,"ExposedPorts":{"80/tcp":{},"443/tcp":{}},"Volumes":{"/data":{}},"Tty":false,
       "Healthcheck":{"Test":["CMD","true"],"Interval":5000000000,"Retries":3},"StopSignal":"SIGQUIT"},
       "rootfs":{"type":"layers","diff_ids":[]},
       "history":[{"created":"2024-05-06T07:08:09Z","created_by":"CMD sh","empty_layer":true}]}
      """;

  private static ImageConfig parse(String json) {
    return ImageConfig.parse("image x", json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatDockerWrites() {
    ImageConfig config = parse(DOCKER);
    assertThat(config.platform()).hasToString("linux/arm64");
    assertThat(config.created()).contains(Instant.parse("2024-05-06T05:08:09.123456789Z"));
    assertThat(config.entrypoint()).isEmpty();
    assertThat(config.cmd()).containsExactly("sh");
    assertThat(config.env()).containsExactly("A=1", "B=2", "A=3");
    assertThat(config.env("A")).contains("3");
    assertThat(config.workingDir()).isEqualTo("/");
    assertThat(config.exposedPorts()).containsExactly("443/tcp", "80/tcp");
    assertThat(config.volumes()).containsExactly("/data");
    assertThat(config.stopSignal()).contains("SIGQUIT");
    assertThat(config.healthcheck())
        .contains(
            new Healthcheck(
                List.of("CMD", "true"),
                Optional.of(Duration.ofSeconds(5)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(3L)));
    assertThat(config.history()).extracting(HistoryEntry::emptyLayer).containsExactly(true);
    assertThat(config.bytes()).isEqualTo(DOCKER.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void knowsWhatMadeEachLayer() {
    String json =
        """
        {"rootfs":{"type":"layers","diff_ids":["sha256:%1$s","sha256:%1$s","sha256:%1$s"]},
         "history":[{"created_by":"ADD x","comment":"buildkit"},{"created_by":"CMD sh","empty_layer":true},
          {"comment":"imported from -"}%2$s]}
        """;
    String hex = "0".repeat(64);
    assertThat(parse(json.formatted(hex, "")).layerInstructions())
        .containsExactly("ADD x", "imported from -", "");
    assertThat(parse(json.formatted(hex, ",{},{\"created_by\":\"too many\"}")).layerInstructions())
        .containsExactly("ADD x", "imported from -", "");
  }

  @Test
  void keepsFieldsThatItDoesNotKnow() {
    ImageConfig changed = parse(DOCKER).toBuilder().cmd(List.of("ls")).user("app").build();
    assertThat(changed)
        .asString()
        .contains("\"docker_version\":\"24\"", "\"x\":1.50", "\"Tty\":false", "\"Cmd\":[\"ls\"]");
    assertThat(changed.user()).isEqualTo("app");
    assertThat(changed.env()).containsExactly("A=1", "B=2", "A=3");
  }

  @Test
  void isWrittenInAFixedOrder() {
    ImageConfig config =
        ImageConfig.builder()
            .platform(Platform.parse("linux/amd64"))
            .labels(new TreeMap<>(Map.of("b", "2", "a", "1")))
            .volumes(List.of("/z", "/a"))
            .created(Instant.EPOCH)
            .env(List.of("PATH=/bin"))
            .build();
    assertThat(config)
        .hasToString(
            """
            {"created":"1970-01-01T00:00:00Z","architecture":"amd64","os":"linux","config":\
            {"Labels":{"a":"1","b":"2"},"Volumes":{"/a":{},"/z":{}},"Env":["PATH=/bin"]},\
            "rootfs":{"type":"layers","diff_ids":[]}}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          []                               | image x: config: a list, expected a JSON object
          null                             | image x: config: null, expected a JSON object
          {"config":{"Cmd":"sh"}}          | image x: config: config: Cmd: a text, expected a list
          {"config":{"Env":[1]}}           | image x: config: config: Env[0]: the number 1, expected a text
          {"created":"yesterday"}          | image x: config: created: 'yesterday', expected a time as in RFC 3339
          {"history":[{"created_by":true}]}| image x: config: history[0]: created_by: true, expected a text
          {"rootfs":{"diff_ids":["md5:x"]}}| image x: config: rootfs: diff_ids[0]: md5:x: not a digest: the algorithm 'md5' is not known
          {"config":{"Healthcheck":{"Interval":1e400}}} | image x: config: config: Healthcheck: Interval: the number 1E+400, expected a whole number below 2^63
          """)
  void saysWhereTheJsonIsWrong(String json, String message) {
    assertThatThrownBy(() -> parse(json)).isInstanceOf(KobakoException.class).hasMessage(message);
  }

  @Test
  void refusesDeepNesting() {
    assertThatThrownBy(() -> parse("[".repeat(100_000)))
        .isInstanceOf(KobakoException.class)
        .message()
        .startsWith("image x: config: not JSON that can be read")
        .contains("nesting depth (65) exceeds the maximum allowed (64");
  }

  @Test
  void refusesGarbage() {
    assertThatThrownBy(() -> parse("{\"a\": }"))
        .isInstanceOf(KobakoException.class)
        .message()
        .startsWith("image x: config: not JSON that can be read at line 1, column 7: ");
    assertThatThrownBy(() -> parse(""))
        .isInstanceOf(KobakoException.class)
        .message()
        .startsWith("image x: config: ");
  }
}
