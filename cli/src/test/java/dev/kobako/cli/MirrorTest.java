package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Compression;
import dev.kobako.image.Image;
import dev.kobako.image.OciLayout;
import dev.kobako.testkit.DistributionRegistry;
import dev.kobako.testkit.MisbehavingRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A registry that {@code registries.conf} gives a mirror. */
@Timeout(60)
class MirrorTest {
  @TempDir Path temp;
  private Kobako kobako;
  private DistributionRegistry registry;
  private String host;
  private Image image;

  @BeforeEach
  void start() {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(),
        () -> "skipped: " + DistributionRegistry.missing().orElse(""));
    registry = DistributionRegistry.start();
    host = registry.address();
    kobako = user("pusher");
    image = SmallImages.of(temp, "linux/amd64", Compression.GZIP);
    new OciLayout(temp.resolve("from")).write(image, "1");
    push(host);
  }

  @AfterEach
  void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  private Kobako user(String name) {
    return Kobako.withStore(temp.resolve(name)).in(temp).with("HOME", temp.toString());
  }

  private void push(String where) {
    String from = "oci:" + temp.resolve("from") + ":1";
    kobako.run("copy", "-q", from, "docker://" + where + "/app:1").done();
  }

  /** A user who has nothing yet, and this mirror of the registry. */
  private Kobako mirroredBy(String mirror) throws IOException {
    Path conf = temp.resolve("registries.conf");
    Files.writeString(
        conf,
        "[[registry]]\nlocation = \"%s\"\n[[registry.mirror]]\nlocation = \"%s\"\n"
            .formatted(host, mirror));
    return user("puller").with("CONTAINERS_REGISTRIES_CONF", conf.toString());
  }

  private void assertPulled(Kobako.Result result) {
    assertThat(result.done().out()).isEqualTo(image.descriptor().digest() + "\n");
  }

  @Test
  void whatAMirrorHasIsPulledFromThere() throws IOException {
    try (DistributionRegistry mirror =
        DistributionRegistry.builder().mirrorOf(registry.url()).start()) {
      assertPulled(mirroredBy(mirror.address()).run("pull", "-q", host + "/app:1"));
      assertThat(mirror.log()).contains("/v2/app/manifests/1", "/v2/app/blobs/sha256:");
      assertThat(registry.log()).doesNotContain("http.request.useragent=kobako http.request.uri");
    }
  }

  @Test
  void aMirrorThatIsDownIsPassedOver() throws IOException {
    String gone;
    try (DistributionRegistry mirror = DistributionRegistry.start()) {
      gone = mirror.address();
    }
    assertPulled(mirroredBy(gone).run("pull", "-q", host + "/app:1"));
    assertThat(mirroredBy(gone).run("pull", "-q", host + "/app:2"))
        .isEqualTo(
            new Kobako.Result(
                1,
                "",
                """
                kobako: docker://HOST/app:2: no such image: GET http://HOST/v2/app/manifests/2: 404 MANIFEST_UNKNOWN: manifest unknown; before, from a mirror: GET http://GONE/v2/: can't connect to GONE: Connection refused
                remedy: check the name; 'kobako tags docker://HOST/app' lists the tags there are
                """
                    .replace("HOST", host)
                    .replace("GONE", gone)));
  }

  @Test
  void aMirrorThatLacksTheImageIsPassedOver() throws IOException {
    try (DistributionRegistry mirror = DistributionRegistry.start()) {
      assertPulled(mirroredBy(mirror.address()).run("pull", "-q", host + "/app:1"));
      assertThat(mirroredBy(mirror.address()).run("pull", "-q", host + "/app:2").err())
          .isEqualTo(
              """
              kobako: docker://HOST/app:2: no such image: GET http://HOST/v2/app/manifests/2: 404 MANIFEST_UNKNOWN: manifest unknown; before, from a mirror: no such image: GET http://MIRROR/v2/app/manifests/2: 404 MANIFEST_UNKNOWN: manifest unknown
              remedy: check the name; 'kobako tags docker://HOST/app' lists the tags there are
              """
                  .replace("HOST", host)
                  .replace("MIRROR", mirror.address()));
    }
  }

  @Test
  void aMirrorThatServesAnotherManifestIsPassedOver() throws IOException {
    try (MisbehavingRegistry mirror = MisbehavingRegistry.start()) {
      push(mirror.address());
      mirror.on("GET", "/v2/app/manifests/.*").otherBytes();
      String name = host + "/app@" + image.descriptor().digest();
      assertPulled(mirroredBy(mirror.address()).run("pull", "-q", name));
      assertThat(mirror.requests("GET", "/v2/app/manifests/.*")).hasSize(1);
    }
  }

  @Test
  void layersThatAMirrorChangedComeFromTheRegistry() throws IOException {
    try (MisbehavingRegistry mirror = MisbehavingRegistry.start()) {
      push(mirror.address());
      mirror.on("GET", "/v2/app/blobs/.*").otherBytes();
      assertPulled(mirroredBy(mirror.address()).run("pull", "-q", host + "/app:1"));
      assertThat(mirror.requests("GET", "/v2/app/blobs/.*")).hasSize(3);
    }
  }

  @Test
  void layersThatAMirrorChangedAndTheRegistryLacksAreToldOfBoth() throws IOException {
    try (MisbehavingRegistry mirror = MisbehavingRegistry.start()) {
      push(mirror.address());
      String layer = image.layers().getFirst().descriptor().digest().toString();
      mirror.on("GET", "/v2/app/blobs/" + layer).otherBytes();
      registry.close();
      registry = DistributionRegistry.start();
      String old = host;
      host = registry.address();
      Kobako.Result result = mirroredBy(mirror.address()).run("pull", "-q", host + "/app:1");
      assertThat(old).isNotEqualTo(host);
      assertThat(result)
          .isEqualTo(
              new Kobako.Result(
                  1,
                  "",
                  """
                  kobako: docker://HOST/app:1: not there: GET http://HOST/v2/app/blobs/LAYER: 404 BLOB_UNKNOWN: blob unknown to registry; before, from a mirror: MIRROR has other bytes for blob LAYER than its digest promises
                  remedy: check the name
                  """
                      .replace("HOST", host)
                      .replace("LAYER", layer)
                      .replace("MIRROR", mirror.address())));
    }
  }
}
