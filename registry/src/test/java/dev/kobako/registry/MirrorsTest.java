package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Content;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.testkit.MisbehavingRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mirror is asked first, and what it fails to give comes from the registry itself. */
@Timeout(60)
class MirrorsTest {
  private static final byte[] LAYER = TestArtifacts.noise(1, 300_000);

  private MisbehavingRegistry mirror;
  private MisbehavingRegistry server;
  private Registries registries;
  private String digest;

  @BeforeEach
  void start() {
    mirror = MisbehavingRegistry.start();
    server = MisbehavingRegistry.start();
    digest = server.putImage("app", "v1", LAYER);
    mirror.putImage("app", "v1", LAYER);
    Endpoint first = TestRegistries.endpoint(mirror.address(), "app");
    Endpoint last = TestRegistries.endpoint(server.address(), "app");
    registries =
        TestRegistries.open((_, _) -> Optional.empty(), _ -> new Route(List.of(first, last), last));
  }

  @AfterEach
  void stop() {
    registries.close();
    mirror.close();
    server.close();
  }

  private Repository app() {
    return registries.repository(ImageReference.parse(server.address() + "/app:v1"));
  }

  private Content layer() {
    return app().artifact(ImageSelector.named(digest)).blobs().get(1).content();
  }

  @Test
  void aMirrorThatHasEverythingSparesTheRegistry() throws IOException {
    assertThat(layer().bytes()).isEqualTo(LAYER);
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"404", "500", "other bytes"})
  void aManifestThatTheMirrorLacksComesFromTheRegistry(String how) throws IOException {
    var rule = mirror.on("GET", "/v2/app/manifests/.*");
    switch (how) {
      case "other bytes" -> rule.otherBytes();
      default -> rule.status(Integer.parseInt(how));
    }
    assertThat(layer().bytes()).isEqualTo(LAYER);
    assertThat(server.requests("GET", "/v2/app/manifests/.*")).hasSize(1);
  }

  @Test
  void aBlobThatBreaksAtTheMirrorGoesOnAtTheRegistry() throws IOException {
    mirror.on("GET", "/v2/app/blobs/.*").once().truncateAfter(100_000);
    mirror.on("GET", "/v2/app/blobs/.*").status(404);
    assertThat(layer().bytes()).isEqualTo(LAYER);
    assertThat(server.requests("GET", "/v2/app/blobs/.*").getFirst().header("Range"))
        .contains("bytes=100000-");
  }

  @Test
  void bothFailuresAreTold() {
    mirror.on("GET", "/v2/app/manifests/.*").error(403, "DENIED", "no");
    String place = "docker://" + server.address() + "/app";
    assertThatThrownBy(() -> app().read(ImageSelector.named("v2")))
        .hasMessage(
            place
                + ":v2: no such image: GET "
                + server.url()
                + "/v2/app/manifests/v2: 404 MANIFEST_UNKNOWN: manifest unknown; before, from a"
                + " mirror: denied: GET "
                + mirror.url()
                + "/v2/app/manifests/v2: 403 DENIED: no\nremedy: check the name; 'kobako tags "
                + place
                + "' lists the tags there are");
  }
}
