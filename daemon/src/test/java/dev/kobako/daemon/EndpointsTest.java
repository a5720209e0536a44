package dev.kobako.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Origin;
import dev.kobako.http.TlsSettings;
import dev.kobako.http.TlsSettings.ClientCertificate;
import dev.kobako.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {
  @TempDir Path temp;

  private static List<EngineAddress> docker(Map<String, String> variables) {
    return new DockerEndpoints(new TreeMap<>(variables)).addresses();
  }

  private static List<EngineAddress> podman(Map<String, String> variables) {
    return new PodmanEndpoints(new TreeMap<>(variables)).addresses();
  }

  private Path context(String name, String endpoint) throws IOException {
    String id = Digest.sha256(name.getBytes(StandardCharsets.UTF_8)).hex();
    Path folder = Files.createDirectories(temp.resolve("contexts/meta").resolve(id));
    Files.writeString(
        folder.resolve("meta.json"),
        "{\"Name\":\"%s\",\"Metadata\":{},\"Endpoints\":{\"docker\":%s}}"
            .formatted(name, endpoint));
    return temp.resolve("contexts/tls").resolve(id).resolve("docker");
  }

  @Test
  void withoutSettingsTheSystemsSocketComesBeforeTheUsers() {
    assertThat(docker(Map.of("HOME", temp.toString(), "XDG_RUNTIME_DIR", "/run/user/7")))
        .extracting(EngineAddress::toString)
        .containsExactly(
            "unix:/var/run/docker.sock (the usual place)",
            "unix:/run/user/7/docker.sock (the usual place)");
    assertThat(podman(Map.of("XDG_RUNTIME_DIR", "/run/user/7")))
        .extracting(EngineAddress::toString)
        .containsExactly(
            "unix:/run/user/7/podman/podman.sock (the usual place)",
            "unix:/run/podman/podman.sock (the usual place)");
    assertThat(podman(Map.of("CONTAINER_HOST", "unix:///tmp/p")))
        .extracting(EngineAddress::toString)
        .containsExactly("unix:/tmp/p (CONTAINER_HOST)");
  }

  @Test
  void theHostVariableCountsMoreThanContexts() throws IOException {
    context("lab", "{\"Host\":\"unix:///tmp/lab.sock\"}");
    Map<String, String> variables =
        Map.of("DOCKER_HOST", "tcp://lab.example", "DOCKER_CONTEXT", "lab");
    assertThat(docker(variables))
        .containsExactly(
            new EngineAddress(
                new Origin.Tcp(Origin.Scheme.HTTP, "lab.example", 2375),
                TlsSettings.SYSTEM,
                "DOCKER_HOST"));
  }

  @Test
  void certificatesAreReadFromWhereDockerKeepsThem() throws IOException {
    for (String name : List.of("ca.pem", "cert.pem", "key.pem")) {
      Files.writeString(temp.resolve(name), "x");
    }
    TlsSettings verified =
        new TlsSettings(
            true,
            List.of(temp.resolve("ca.pem")),
            Optional.of(new ClientCertificate(temp.resolve("cert.pem"), temp.resolve("key.pem"))));
    assertThat(
            docker(
                Map.of(
                    "DOCKER_HOST", "tcp://[::1]",
                    "DOCKER_TLS_VERIFY", "1",
                    "DOCKER_CERT_PATH", temp.toString())))
        .containsExactly(
            new EngineAddress(
                new Origin.Tcp(Origin.Scheme.HTTPS, "::1", 2376), verified, "DOCKER_HOST"));
    assertThat(
            docker(
                Map.of(
                    "DOCKER_HOST", "tcp://lab:1234",
                    "DOCKER_TLS", "1",
                    "DOCKER_CONFIG", temp.toString())))
        .containsExactly(
            new EngineAddress(
                new Origin.Tcp(Origin.Scheme.HTTPS, "lab", 1234),
                new TlsSettings(false, verified.authorities(), verified.client()),
                "DOCKER_HOST"));
  }

  @Test
  void contextsAreFoundByTheVariableAndByTheSettings() throws IOException {
    Path certificates = context("lab", "{\"Host\":\"tcp://lab.example:2376\"}");
    Files.createDirectories(certificates);
    Path authority = Files.writeString(certificates.resolve("ca.pem"), "x");
    context("mine", "{\"Host\":\"unix:///run/user/7/docker.sock\"}");
    Files.writeString(temp.resolve("config.json"), "{\"currentContext\":\"mine\"}");
    String config = temp.toString();
    assertThat(docker(Map.of("DOCKER_CONFIG", config)))
        .extracting(EngineAddress::toString)
        .containsExactly("unix:/run/user/7/docker.sock (context 'mine')");
    assertThat(docker(Map.of("DOCKER_CONFIG", config, "DOCKER_CONTEXT", "lab")))
        .containsExactly(
            new EngineAddress(
                new Origin.Tcp(Origin.Scheme.HTTPS, "lab.example", 2376),
                new TlsSettings(true, List.of(authority), Optional.empty()),
                "context 'lab'"));
    assertThat(docker(Map.of("DOCKER_CONFIG", config, "DOCKER_CONTEXT", "default")))
        .extracting(EngineAddress::toString)
        .containsExactly("unix:/var/run/docker.sock (the usual place)");
    context("open", "{\"Host\":\"tcp://lab.example\",\"SkipTLSVerify\":true}");
    assertThat(docker(Map.of("DOCKER_CONFIG", config, "DOCKER_CONTEXT", "open")))
        .containsExactly(
            new EngineAddress(
                new Origin.Tcp(Origin.Scheme.HTTPS, "lab.example", 2376),
                new TlsSettings(false, List.of(), Optional.empty()),
                "context 'open'"));
  }

  @Test
  void aContextThatIsNotThereOrBrokenIsAFindingThatNamesTheFile() throws IOException {
    String id = Digest.sha256("gone".getBytes(StandardCharsets.UTF_8)).hex();
    Path file = temp.resolve("contexts/meta").resolve(id).resolve("meta.json");
    Map<String, String> variables =
        Map.of("DOCKER_CONFIG", temp.toString(), "DOCKER_CONTEXT", "gone");
    assertThatThrownBy(() -> docker(variables))
        .hasMessage(
            "Docker's context 'gone': there is no such context: "
                + file
                + " is missing\n"
                + "remedy: choose one that 'docker context ls' shows, with 'docker context use'");
    context("gone", "{}");
    assertThatThrownBy(() -> docker(variables)).hasMessage(file + ": Endpoints: docker: no 'Host'");
    Files.write(file, new byte[1024 * 1024 + 1]);
    assertThatThrownBy(() -> docker(variables))
        .hasMessage(
            file + ": has more than 1048576 bytes\nremedy: check that it is a file of Docker");
  }

  @Test
  void addressesThatCantBeSpokenToAreRefusedWithAWayOut() {
    record Case(String host, String message) {}
    List<Case> cases =
        List.of(
            new Case(
                "ssh://me:secret@lab",
                "DOCKER_HOST 'ssh://…@lab': ssh is not spoken by kobako\n"
                    + "remedy: forward the socket (ssh -nNT -L /tmp/engine.sock:/var/run/docker.sock"
                    + " HOST) and write unix:///tmp/engine.sock"),
            new Case(
                "npipe:////./pipe/docker_engine",
                "DOCKER_HOST 'npipe:////./pipe/docker_engine': named pipes of Windows are not"
                    + " spoken by kobako\nremedy: let the engine listen on tcp://127.0.0.1:2375,"
                    + " or use kobako inside WSL"),
            new Case(
                "unix://run/docker.sock",
                "DOCKER_HOST 'unix://run/docker.sock': not the absolute path of a socket\n"
                    + "remedy: write it as in unix:///var/run/docker.sock"),
            new Case(
                "tcp://lab:99999",
                "DOCKER_HOST 'tcp://lab:99999': not a host and port\n"
                    + "remedy: write it as in tcp://127.0.0.1:2375, without a path or user"),
            new Case(
                "http://lab:2375/engine",
                "DOCKER_HOST 'http://lab:2375/engine': not a host and port\n"
                    + "remedy: write it as in tcp://127.0.0.1:2375, without a path or user"),
            new Case(
                "lab",
                "DOCKER_HOST 'lab': not the address of an engine\n"
                    + "remedy: write unix:///PATH or tcp://HOST:PORT"),
            new Case(
                "unix:///run/\u0000\u001b[2J",
                "DOCKER_HOST 'unix:///run/??[2J': not the absolute path of a socket\n"
                    + "remedy: write it as in unix:///var/run/docker.sock"));
    for (Case each : cases) {
      assertThatThrownBy(() -> docker(Map.of("DOCKER_HOST", each.host)))
          .hasMessage(each.message)
          .extracting(failure -> ((KobakoException) failure).failure())
          .isEqualTo(Failure.USAGE);
    }
  }
}
