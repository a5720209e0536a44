package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.check.Drive;
import dev.kobako.check.RunOptions;
import dev.kobako.check.Scenario;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.ContainerNetwork;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Scenarios in YAML. */
class ScenarioFileTest {
  private static final RunOptions OPTIONS =
      new RunOptions(
          List.of(),
          new TreeMap<>(Map.of("A", "1", "B", "2")),
          Optional.of("app"),
          Optional.empty(),
          new ContainerNetwork.Host(),
          Optional.empty(),
          false,
          List.of("serve"));

  private static List<Scenario> read(String text) {
    return new ScenarioFile("app.yaml", Path.of("/here"))
        .read(text.getBytes(StandardCharsets.UTF_8), OPTIONS);
  }

  private static void refused(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(KobakoException.class).hasMessage(message);
  }

  @Test
  void aScenarioHasANameOptionsAndDrives() {
    List<Scenario> scenarios =
        read(
            """
            scenarios:
              - name: serve
                environment: {B: three}
                user: root
                workdir: /srv
                read-only: true
                arguments: [server, --port, '80']
                drives:
                  - http: GET:80/health=200
                  - exec: redis-cli ping
                  - check: ./smoke.sh a
                  - for: 2s
                  - until-port: 80
              - name: version
                entrypoint: [app]
                arguments: []
            """);

    assertThat(scenarios).extracting(Scenario::name).containsExactly("serve", "version");
    assertThat(scenarios.get(0).options())
        .isEqualTo(
            new RunOptions(
                List.of(),
                new TreeMap<>(Map.of("A", "1", "B", "three")),
                Optional.of("root"),
                Optional.of("/srv"),
                new ContainerNetwork.Host(),
                Optional.empty(),
                true,
                List.of("server", "--port", "80")));
    assertThat(scenarios.get(0).drives())
        .containsExactly(
            new Drive.Http("GET", Optional.of(80), "/health", Optional.of(200)),
            new Drive.Exec(List.of("redis-cli", "ping")),
            new Drive.Check(List.of("./smoke.sh", "a")),
            new Drive.For(Duration.ofSeconds(2)),
            new Drive.UntilPort(80));
    assertThat(scenarios.get(1).options().entrypoint()).contains(List.of("app"));
    assertThat(scenarios.get(1).options().arguments()).isEmpty();
    assertThat(scenarios.get(1).options().user()).contains("app");
    assertThat(scenarios.get(1).drives()).isEmpty();
  }

  @Test
  void whatMeansNothingIsToldWithItsPlace() {
    refused(
        "scenarios:\n  - name: a\n    drives:\n      - http: GET:health\n",
        "app.yaml:4:15: http: GET:health: has no path, expected METHOD:[PORT]PATH[=STATUS]\n"
            + "remedy: write http: GET:/health");
    refused(
        "scenarios:\n  - name: a\n    drives:\n      - exec: a\n        for: 1s\n",
        "app.yaml:4:9: a drive with exec and for, expected one of http, exec, check, stdin, for,"
            + " until-port, until-log, health\nremedy: write each drive behind a dash of its own");
    refused(
        "scenarios:\n  - name: a\n  - name: a\n",
        "app.yaml:3:11: scenarios.name: 'a', expected a name that no other scenario has\n"
            + "remedy: choose another");
    refused(
        "scenarios:\n  - name: a\n    workdir: srv\n",
        "app.yaml:3:14: scenarios.workdir: 'srv', expected an absolute path\n"
            + "remedy: write it with a slash before it");
    refused(
        "# nothing\n",
        "app.yaml: has no scenarios\n"
            + "remedy: write scenarios: and below it, for each, - name: NAME with its drives:");
  }
}
