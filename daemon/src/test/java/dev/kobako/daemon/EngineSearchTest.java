package dev.kobako.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.daemon.EngineSearch.Attempt;
import dev.kobako.daemon.EngineSearch.Obstacle;
import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ImageLocation.Engine;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EngineSearchTest {
  private RealEngine place;

  @BeforeEach
  void makeFolder() throws Exception {
    place = new RealEngine();
  }

  @AfterEach
  void removeFolder() throws Exception {
    place.close();
  }

  private static EngineConnection connect(Engine engine, Map<String, String> variables) {
    return new EngineSearch(engine, new TreeMap<>(variables)).connect();
  }

  @Test
  void anEngineThatIsNotThereIsOutsideAndNamesWhatWasTried() {
    Path socket = place.folder().resolve("none.sock");
    assertThatThrownBy(() -> connect(Engine.DOCKER, Map.of("DOCKER_HOST", "unix://" + socket)))
        .hasMessage(
            "Docker: is not running, or not there: unix:"
                + socket
                + " (DOCKER_HOST): there is no such socket\n"
                + "remedy: start it (sudo systemctl start docker), or correct or unset what names"
                + " this address")
        .extracting(failure -> ((KobakoException) failure).failure())
        .isEqualTo(Failure.OUTSIDE);
  }

  @Test
  void aSocketThatNobodyServesIsToldFromOneThatIsNotThere() throws Exception {
    Path socket = place.folder().resolve("dead.sock");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    server.close();
    assertThat(Files.exists(socket)).isTrue();
    assertThatThrownBy(() -> connect(Engine.PODMAN, Map.of("CONTAINER_HOST", "unix://" + socket)))
        .hasMessage(
            "Podman: is not running, or not there: unix:"
                + socket
                + " (CONTAINER_HOST): can't connect: Connection refused\n"
                + "remedy: start it (systemctl --user start podman.socket), or correct or unset"
                + " what names this address");
  }

  @Test
  void whoMayNotUseTheSocketIsToldHowToGetThere() {
    Attempt system =
        new Attempt(
            EngineAddress.usual(Path.of("/var/run/docker.sock")),
            Obstacle.FORBIDDEN,
            "permission denied");
    Attempt user =
        new Attempt(
            EngineAddress.usual(Path.of("/run/user/7/docker.sock")),
            Obstacle.MISSING,
            "there is no such socket");
    assertThat(EngineSearch.unreachable(Engine.DOCKER, List.of(system, user)))
        .hasMessage(
            "Docker: may not be used by you: unix:/var/run/docker.sock (the usual place):"
                + " permission denied; unix:/run/user/7/docker.sock (the usual place): there is no"
                + " such socket\n"
                + "remedy: join the group 'docker' (sudo usermod -aG docker $USER, and log in"
                + " again), or run rootless Docker");
    assertThat(EngineSearch.unreachable(Engine.PODMAN, List.of(user)))
        .hasMessage(
            "Podman: is not running, or not there: unix:/run/user/7/docker.sock (the usual place):"
                + " there is no such socket\n"
                + "remedy: start it (systemctl --user start podman.socket), install podman, or name"
                + " its address in CONTAINER_HOST");
  }

  @Test
  void whatAnswersWithoutBeingWellSaysSo() throws Exception {
    try (FakeEngine fake = new FakeEngine(place.folder().resolve("s"))) {
      Map<String, String> variables = Map.of("DOCKER_HOST", fake.host());
      fake.on(
          "GET /_ping",
          FakeEngine.status("500 Oops", "", "{\"message\":\"disk\\u001b[2J is full\"}"));
      assertThatThrownBy(() -> connect(Engine.DOCKER, variables))
          .hasMessage(
              "GET unix:"
                  + fake.socket()
                  + "/_ping: answered 500: disk?[2J is full\n"
                  + "remedy: see what the engine says, and try again when it is mended");
      fake.on("GET /_ping", FakeEngine.status("404 Not Found", "", "<html>\n"));
      assertThatThrownBy(() -> connect(Engine.DOCKER, variables))
          .hasMessage(
              "GET unix:"
                  + fake.socket()
                  + "/_ping: answered 404: <html>\n"
                  + "remedy: see what the engine says, and try again when it is mended");
    }
  }

  @Test
  void theOlderVersionOfTheApiIsSpoken() throws Exception {
    record Case(String field, String target) {}
    for (Case each :
        List.of(
            new Case("Api-Version: 1.24\r\n", "/v1.24/images/json"),
            new Case("Api-Version: 1.99\r\n", "/v1.47/images/json"),
            new Case("Api-Version: 1.x\r\n", "/images/json"),
            new Case("Api-Version: 2.0\r\n", "/images/json"),
            new Case("", "/images/json"))) {
      try (FakeEngine fake = new FakeEngine(place.folder().resolve("s"))) {
        fake.on("GET /_ping", FakeEngine.status("200 OK", each.field, "OK"));
        fake.on("GET " + each.target, FakeEngine.ok("[]"));
        try (EngineConnection connection =
            connect(Engine.DOCKER, Map.of("DOCKER_HOST", fake.host()))) {
          assertThat(connection.list("/images/json")).isEmpty();
        }
        assertThat(fake.requests()).containsExactly("GET /_ping", "GET " + each.target);
      }
    }
  }

  @Test
  void theFirstUsualSocketThatAnswersIsTaken() throws Exception {
    Path folder = Files.createDirectories(place.folder().resolve("podman"));
    try (FakeEngine fake = new FakeEngine(folder.resolve("podman.sock"));
        EngineConnection connection =
            connect(Engine.PODMAN, Map.of("XDG_RUNTIME_DIR", place.folder().toString()))) {
      fake.on("GET /v1.45/images/json", FakeEngine.ok("[]"));
      assertThat(connection.list("/images/json")).isEmpty();
    }
  }

  @Test
  void aPodmanThatDoesNotStartSaysWhy() throws Exception {
    Path program = place.folder().resolve("podman");
    Files.writeString(program, "#!/bin/sh\necho first\necho 'no subuid ranges'\nexit 125\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> variables =
        Map.of("PATH", place.folder().toString(), "XDG_RUNTIME_DIR", place.folder().toString());
    assertThatThrownBy(() -> connect(Engine.PODMAN, variables))
        .hasMessage(
            "Podman: 'podman system service' ended with 125: no subuid ranges\n"
                + "remedy: check that 'podman info' works, or name a socket in CONTAINER_HOST");
    try (var left = Files.list(place.folder())) {
      assertThat(left).containsExactly(program);
    }
  }
}
