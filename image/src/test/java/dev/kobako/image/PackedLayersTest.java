package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackedLayersTest {
  @TempDir Path temp;

  private PackedLayers layers() {
    return new PackedLayers(temp.resolve("packed"), temp.resolve("staging"));
  }

  private Layer layer(String name) {
    return TestImages.layer(temp, Compression.NONE, TestImages.tar(name));
  }

  private Layer pack(Layer layer, Compression compression) {
    return layers().pack(temp, compression, layer);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(temp.resolve("packed"))) {
      return files.toList();
    }
  }

  @Test
  void aLayerIsPackedOnceForEachCompression() throws IOException {
    Layer layer = layer("a");
    Layer gzip = pack(layer, Compression.GZIP);
    assertThat(gzip.descriptor())
        .isEqualTo(LayerWriter.repack(temp, Compression.GZIP, layer).descriptor());
    assertThat(pack(layer, Compression.ZSTD).descriptor().mediaType()).endsWith("zstd");
    assertThat(files()).hasSize(4);
    // Nobody reads a layer that is there: this one has gone.
    Files.delete(((FileContent) layer.blob()).file());
    assertThat(pack(layer, Compression.GZIP).descriptor()).isEqualTo(gzip.descriptor());
    assertThat(pack(layer, Compression.GZIP).open().readAllBytes()).isEqualTo(TestImages.tar("a"));
  }

  @Test
  void whatIsDamagedIsPackedAgain() throws IOException {
    Layer layer = layer("a");
    Descriptor first = pack(layer, Compression.GZIP).descriptor();
    for (Path file : files()) {
      Files.writeString(file, "{");
    }
    Layer again = pack(layer, Compression.GZIP);
    assertThat(again.descriptor()).isEqualTo(first);
    assertThat(again.open().readAllBytes()).isEqualTo(TestImages.tar("a"));
  }
}
