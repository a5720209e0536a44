package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Compression;
import dev.kobako.image.Digest;
import dev.kobako.image.Image;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Layer;
import dev.kobako.image.OciLayout;
import dev.kobako.testkit.DistributionRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Images that go to another tool by way of a real registry, and come back. */
@Timeout(90)
class RegistryPeersTest {
  @TempDir Path temp;
  private DistributionRegistry registry;
  private Kobako kobako;
  private Image image;

  @BeforeEach
  void push() {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(),
        () -> "skipped: " + DistributionRegistry.missing().orElse(""));
    registry = DistributionRegistry.start();
    kobako = Kobako.withStore(temp.resolve("home")).in(temp).with("HOME", temp.toString());
    image = SmallImages.of(temp.resolve("made"), "linux/amd64", Compression.GZIP);
    new OciLayout(temp.resolve("from")).write(image, "1");
    kobako.run("copy", "-q", layout("from", "1"), "app").done();
    kobako.run("push", "-q", "app", remote("app")).done();
  }

  @AfterEach
  void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  private String remote(String repository) {
    return "docker://" + registry.address() + "/" + repository + ":1";
  }

  private String layout(String folder, String tag) {
    return "oci:" + temp.resolve(folder) + ":" + tag;
  }

  private String run(String... words) throws Exception {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    Path logins = Files.writeString(temp.resolve("logins.json"), "{}");
    environment.put("REGISTRY_AUTH_FILE", logins.toString());
    return new HostCommand(List.of(words), temp, environment).output();
  }

  private String podman(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("podman", "--root", temp.resolve("graph").toString()));
    command.addAll(List.of("--runroot", temp.resolve("run").toString(), "--storage-driver", "vfs"));
    command.addAll(List.of(words));
    return run(command.toArray(new String[0]));
  }

  /** What came back, pulled into another store. */
  private Image pulled(String repository) {
    Kobako other = kobako.with("KOBAKO_HOME", temp.resolve("other").toString());
    other.run("pull", "-q", "--platform", "linux/amd64", remote(repository)).done();
    ImageReference name = ImageReference.parse(registry.address() + "/" + repository + ":1");
    return ImageStore.open(other.home()).image(name, image.config().platform()).orElseThrow();
  }

  @Test
  void skopeoKeepsEveryByte() throws Exception {
    HostCommand.assume("skopeo");
    String copy = layout("skopeo", "1");
    run("skopeo", "--insecure-policy", "copy", "-q", "--src-tls-verify=false", remote("app"), copy);
    run(
        "skopeo",
        "--insecure-policy",
        "copy",
        "-q",
        "--dest-tls-verify=false",
        copy,
        remote("back"));
    assertThat(pulled("back").descriptor().digest()).isEqualTo(image.descriptor().digest());
  }

  @Test
  void podmanKeepsConfigAndLayers() throws Exception {
    HostCommand.assume("podman");
    String name = remote("app").substring("docker://".length());
    podman("pull", "-q", "--tls-verify=false", "--platform", "linux/amd64", name);
    podman("push", "-q", "--tls-verify=false", name, remote("back"));
    Image back = pulled("back");
    assertThat(back.config().bytes()).isEqualTo(image.config().bytes());
    assertThat(back.layers()).extracting(Layer::diffId).isEqualTo(image.config().diffIds());
  }

  @Test
  void umociChangesALayoutThatGoesBack() throws Exception {
    HostCommand.assume("umoci");
    kobako
        .run("copy", "-q", "--platform", "linux/amd64", remote("app"), layout("umoci", "1"))
        .done();
    run("umoci", "config", "--image", "umoci:1", "--tag", "2", "--config.label", "by=umoci");
    kobako.run("copy", "-q", layout("umoci", "2"), remote("back")).done();
    Image back = pulled("back");
    assertThat(back.config().labels()).containsEntry("by", "umoci");
    assertThat(back.layers())
        .extracting(layer -> layer.descriptor().digest())
        .isEqualTo(image.layers().stream().map(layer -> layer.descriptor().digest()).toList());
  }

  @Test
  void podmanLoadsBothImagesOfAnArchiveUnderTheirNames() throws Exception {
    HostCommand.assume("podman");
    Image other = SmallImages.of(temp.resolve("made"), "linux/arm64", Compression.ZSTD);
    new OciLayout(temp.resolve("from")).write(other, "2");
    kobako
        .run("copy", "-q", "--platform", "linux/arm64", layout("from", "2"), "quay.io/me/b:2")
        .done();
    kobako.run("save", "-q", "app", "quay.io/me/b:2", "-o", "both.tar").done();
    podman("load", "-q", "-i", "both.tar");
    // that is how podman reads the short names which docker, too, writes into its archives
    assertThat(
            podman("images", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}")
                .lines()
                .sorted())
        .containsExactly(
            "localhost/app:latest " + Digest.sha256(image.config().bytes()),
            "quay.io/me/b:2 " + Digest.sha256(other.config().bytes()));
  }
}
