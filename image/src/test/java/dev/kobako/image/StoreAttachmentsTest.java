package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreAttachmentsTest {
  private static final ImageReference NAME = ImageReference.parse("app:1");

  @TempDir Path folder;
  private ImageStore store;
  private Descriptor image;

  @BeforeEach
  void storeHoldsAnImageWithTwoAttachments() {
    store = ImageStore.open(folder.resolve("home"));
    image = store.put(TestImages.image(store.stagingFolder(), Compression.GZIP), NAME);
    store.attach(image, attachment("application/spdx+json"));
    store.attach(image, attachment("application/vnd.cyclonedx+json"));
  }

  @AfterEach
  void closeTheStore() {
    store.close();
  }

  private static Attachment attachment(String type) {
    return Attachment.of(type, "app.json", type.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> types() {
    return store.attached(image.digest()).stream()
        .map(each -> each.descriptor().artifactType().orElseThrow())
        .toList();
  }

  @Test
  void anImageKnowsWhatIsAttachedToIt() {
    assertThat(types()).containsExactly("application/spdx+json", "application/vnd.cyclonedx+json");
    Artifact first = store.attached(image.digest()).getFirst();
    assertThat(new String(first.manifestBytes(), StandardCharsets.UTF_8))
        .contains("\"subject\"", image.digest().toString());
    assertThat(first.isImage()).isFalse();
  }

  @Test
  void attachingTheSameTwiceIsAttachingItOnce() {
    store.attach(image, attachment("application/spdx+json"));
    assertThat(types())
        .containsExactlyInAnyOrder("application/spdx+json", "application/vnd.cyclonedx+json");
  }

  @Test
  void attachmentsAreNoImagesOfTheList() {
    assertThat(store.upkeep().usage())
        .extracting(ImageUsage::names)
        .containsExactly(List.of(NAME.toString()));
  }

  @Test
  void cleaningUpKeepsWhatIsAttachedToImagesThatStay() {
    assertThat(store.upkeep().garbage(StoreUpkeep.Tars.UNUSED).files()).isEmpty();
    store.upkeep().gc(StoreUpkeep.Tars.UNUSED);
    assertThat(types()).hasSize(2);
    assertThat(store.attached(image.digest()).getFirst().blobs().getLast().content().size())
        .isEqualTo("application/spdx+json".length());
  }

  @Test
  void removingTheImageRemovesWhatIsAttached() {
    store.upkeep().remove(NAME.toString());
    assertThat(types()).isEmpty();
    assertThat(store.list()).isEmpty();
    assertThat(store.upkeep().bytes()).isZero();
  }

  @Test
  void anImageWithASecondNameKeepsWhatIsAttached() {
    store.tag(NAME.toString(), ImageReference.parse("app:2"));
    store.upkeep().remove(NAME.toString());
    assertThat(types()).hasSize(2);
  }

  @Test
  void cleaningUpRemovesWhatIsAttachedToNothing() {
    store.untag(NAME.toString());
    assertThat(store.upkeep().garbage(StoreUpkeep.Tars.UNUSED).files()).isNotEmpty();
    store.upkeep().gc(StoreUpkeep.Tars.UNUSED);
    assertThat(store.list()).isEmpty();
    assertThat(store.upkeep().bytes()).isZero();
  }

  @Test
  void anAttachmentThatMovesNamesItsNewSubjectAndKeepsItsFiles() {
    Artifact old = store.attached(image.digest()).getFirst();
    Descriptor other = Descriptor.of(MediaType.OCI_MANIFEST, new byte[] {'x'});
    Artifact moved = Attachment.moved(old, other);
    assertThat(new String(moved.manifestBytes(), StandardCharsets.UTF_8))
        .contains(other.digest().toString())
        .doesNotContain(image.digest().toString());
    assertThat(moved.descriptor().digest()).isEqualTo(Digest.sha256(moved.manifestBytes()));
    assertThat(moved.descriptor().artifactType()).isEqualTo(Optional.of("application/spdx+json"));
    assertThat(moved.blobs()).isEqualTo(old.blobs());
  }
}
