package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.http.Origin;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
final class DockerDaemonFileTest {
  @TempDir Path folder;
  private ConfigurationSandbox sandbox;
  private Path conf;

  @BeforeEach
  void setUp() {
    sandbox = new ConfigurationSandbox(folder);
    conf = sandbox.registriesConf();
  }

  @Test
  void mirrorsOfDockersDaemonAreAskedForItsHubOnly() {
    sandbox.write(
        sandbox.machine().resolve("etc/docker/daemon.json"),
        """
        {"registry-mirrors": ["https://m.example/", "http://plain.example:5000"], "debug": true}
        """);

    assertThat(sandbox.pulls("git"))
        .containsExactly(
            "m.example m.example:443/library/git",
            "plain.example:5000 plain.example:5000/library/git insecure",
            "docker.io registry-1.docker.io:443/library/git");
    assertThat(sandbox.route("git").pull().get(1).origin().scheme()).isEqualTo(Origin.Scheme.HTTP);
    assertThat(sandbox.pulls("ghcr.io/app")).hasSize(1);

    sandbox.write(conf, "[[registry]]\nlocation = 'docker.io'\n");
    assertThat(sandbox.pulls("git")).as("a table counts alone").hasSize(1);
  }

  @Test
  void theRootlessDaemonsFileStandsForTheMachines() {
    sandbox.write(
        sandbox.machine().resolve("etc/docker/daemon.json"),
        "{\"registry-mirrors\": [\"https://machine.example\"]}");
    sandbox.write(
        sandbox.home().resolve(".config/docker/daemon.json"),
        "{\"registry-mirrors\": [\"https://user.example\"]}");

    assertThat(sandbox.route("git").pull())
        .extracting(Endpoint::domain)
        .containsExactly("user.example", "docker.io");
  }

  @ParameterizedTest
  @CsvSource({
    "reg.example/app, true",
    "reg.example:5000/app, true",
    "exact.example:5000/app, true",
    "exact.example:5001/app, false",
    "10.1.2.3:5000/app, true",
    "10.2.0.1:5000/app, false",
    "other.example/app, false",
  })
  void hostsThatDockersDaemonCallsInsecureAre(String reference, boolean insecure) {
    sandbox.write(
        sandbox.machine().resolve("etc/docker/daemon.json"),
        "{\"insecure-registries\": [\"REG.example\", \"exact.example:5000\", \"10.1.0.0/16\"]}");

    Endpoint endpoint = sandbox.route(reference).push();
    assertThat(endpoint.plainAllowed()).isEqualTo(insecure);
    assertThat(RegistriesConf.read(sandbox.places(), false).isUnverified(endpoint.origin()))
        .isEqualTo(insecure);
  }

  @Test
  void tellsWhatIsWrongInTheDaemonsFile() {
    Path daemon = sandbox.machine().resolve("etc/docker/daemon.json");
    sandbox.write(daemon, "{\"registry-mirrors\": \"https://m.example\"}");
    assertThatThrownBy(() -> sandbox.route("git"))
        .hasMessage(daemon + ": registry-mirrors: a text, expected a list");

    sandbox.write(daemon, "{\"registry-mirrors\": [\"https://ann:hunter2@m.example\"]}");
    assertThatThrownBy(() -> sandbox.route("git"))
        .hasMessage(
            daemon
                + ": registry-mirrors: a mirror has a path or a user, expected only a scheme and a"
                + " host\nremedy: write it as in https://mirror.example.com");
  }
}
