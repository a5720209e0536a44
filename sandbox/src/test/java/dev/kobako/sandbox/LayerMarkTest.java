package dev.kobako.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.StagedFile;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LayerMarkTest {
  private static final byte[] TAR = new TarBuilder().file("word", 0644, "hello").bytes();

  @TempDir Path folder;

  @BeforeEach
  void rootIsNeeded() {
    assumeTrue("root".equals(System.getProperty("user.name")), "the test needs to be root");
  }

  /** Each call stands for another process. */
  private Path unpacked() {
    return new LayerFolders(folder)
        .of(new LayerFolders.Packed(Digest.sha256(TAR), Content.of(TAR)), List.of())
        .folder();
  }

  @Test
  void aLayerOfAnEarlierStartOfTheSystemIsUnpackedAgain() throws IOException {
    Path word = unpacked().resolve("word");
    Files.writeString(word, "");
    assertThat(unpacked().resolve("word")).isEmptyFile();

    Files.writeString(StagedFile.folderOf(word).resolveSibling("made"), "another start");

    assertThat(unpacked().resolve("word")).hasContent("hello");
  }

  @Test
  void aNewLayerTakesThePlaceOfOneThatLostSomethingAndOfNoOther() throws IOException {
    Path word = unpacked().resolve("word");
    Files.writeString(word, "");

    assertThat(newLayer()).hasContent("");
    Files.writeString(StagedFile.folderOf(word).resolveSibling("made"), "another start");

    assertThat(newLayer()).isEqualTo(word).hasContent("hello");
    assertThat(folder).isDirectoryNotContaining("glob:**/work-*/*");
  }

  /** A file of a layer that is laid out before it is made. */
  private Path newLayer() throws IOException {
    MemoryTree tree =
        LayeredTree.fromLayers(List.of(new LayerTar(Content.of(TAR), "the layer", "")));
    try (LayerFolders.NewLayer layer = new LayerFolders(folder).layOut(tree)) {
      assertThat(layer.unpacked().folder().resolve("word")).hasContent("hello");
      layer.becomes(Digest.sha256(TAR));
      return layer.unpacked().folder().resolve("word");
    }
  }

  @Test
  void oneThatIsUsedAgainLaterIsSyncedAndCountsForEver() throws Exception {
    assumeTrue(HostTools.where("sync").isPresent(), "sync is needed: install coreutils");
    Path place = StagedFile.folderOf(unpacked());
    Path made = place.resolve("made");
    Files.setLastModifiedTime(made, FileTime.from(Instant.now().minusSeconds(100)));
    assertThat(place.resolve("synced")).doesNotExist();

    Path word = unpacked().resolve("word");
    while (!Files.exists(place.resolve("synced"))) {
      Thread.sleep(10); // bounded by the test's timeout
    }
    Files.writeString(made, "another start");
    Files.writeString(word, "kept");

    assertThat(unpacked().resolve("word")).hasContent("kept");
  }
}
