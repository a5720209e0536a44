package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Attachment;
import dev.kobako.image.Compression;
import dev.kobako.image.Descriptor;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageStore;
import dev.kobako.testkit.DistributionRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is attached to an image of the store, on its way to a real registry. */
@Timeout(90)
class AttachmentPushTest {
  private static final String SPDX = "application/spdx+json";
  private static final String CYCLONEDX = "application/vnd.cyclonedx+json";

  @TempDir Path temp;
  private DistributionRegistry registry;
  private Kobako kobako;

  @BeforeEach
  void start() {
    assumeTrue(
        DistributionRegistry.missing().isEmpty(),
        () -> "skipped: " + DistributionRegistry.missing().orElse(""));
    registry = DistributionRegistry.start();
    kobako = Kobako.withStore(temp.resolve("home")).in(temp).with("HOME", temp.toString());
  }

  @AfterEach
  void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  private void store(Compression compression) {
    try (ImageStore store = ImageStore.open(kobako.home())) {
      Descriptor image =
          store.put(
              SmallImages.of(temp.resolve("made"), "linux/amd64", compression),
              ImageReference.parse("app"));
      store.attach(image, attachment(SPDX));
      store.attach(image, attachment(CYCLONEDX));
    }
  }

  private static Attachment attachment(String type) {
    return Attachment.of(type, "app.json", "{}\n".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anImageOfTheStoreListsWhatIsAttached() {
    store(Compression.GZIP);
    assertThat(kobako.run("referrers", "app").done().out()).contains("  " + SPDX, "  " + CYCLONEDX);
    assertThat(kobako.run("referrers", "app", "--type", SPDX).done().lines()).hasSize(1);
  }

  @Test
  void aPushTakesAlongWhatIsAttached() {
    store(Compression.GZIP);
    String remote = "docker://" + registry.address() + "/app:1";
    kobako.run("push", "-q", "app", remote).done();
    assertThat(kobako.run("referrers", remote).done().lines())
        .containsExactlyElementsOf(kobako.run("referrers", "app").done().lines());
  }

  @Test
  void whatIsAttachedFollowsAnImageThatIsPackedOnItsWay() {
    store(Compression.NONE);
    String remote = "docker://" + registry.address() + "/app:1";
    kobako.run("push", "-q", "app", remote).done();
    assertThat(kobako.run("referrers", remote).done().out())
        .contains("  " + SPDX, "  " + CYCLONEDX);
    assertThat(kobako.run("referrers", "-q", remote).done().lines())
        .doesNotContainAnyElementsOf(kobako.run("referrers", "-q", "app").done().lines());
  }
}
