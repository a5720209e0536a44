package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Compression;
import dev.kobako.image.Content;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerFileBytesTest {
  @TempDir Path temp;

  private Layer layer(byte[] tar) {
    return LayerWriter.write(temp, Compression.GZIP, out -> out.write(tar));
  }

  @Test
  void regularFilesCountOnceWhateverTheirNames() throws IOException {
    byte[] tar =
        new TarBuilder()
            .dir("a/", 0755)
            .file("a/big", 0644, new byte[100_000])
            .hardlink("a/again", "a/big")
            .symlink("a/link", "big")
            .whiteout("a/gone")
            .file("a/small", 0644, "xyz")
            .bytes();
    assertThat(LayerFileBytes.count(layer(tar))).isEqualTo(100_003);
    assertThat(LayerFileBytes.count(Content.of(tar), "tar")).isEqualTo(100_003);
  }

  @Test
  void aTarThatEndsInTheMiddleOfAFileIsDamaged() {
    byte[] tar = new TarBuilder().file("a", 0644, new byte[10_000]).bytes();
    Layer cut = layer(Arrays.copyOf(tar, 5_000));
    assertThatThrownBy(() -> LayerFileBytes.count(cut))
        .hasMessage(
            "layer "
                + cut.descriptor().digest()
                + ": ends at byte 5000 of its tar, in the middle of a file\n"
                + "remedy: the layer is damaged or its maker is faulty: fetch or build it again");
  }

  @Test
  void aSparseMapInTheDataIsReadInPassing() throws IOException {
    TreeMap<String, String> sparse =
        new TreeMap<>(
            Map.of(
                "GNU.sparse.major", "1",
                "GNU.sparse.minor", "0",
                "GNU.sparse.name", "hole",
                "GNU.sparse.realsize", "1000000"));
    byte[] data = new byte[1024];
    byte[] map = "1\n999488\n512\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.arraycopy(map, 0, data, 0, map.length);
    byte[] tar = new TarBuilder().pax(sparse).file("hole", 0644, data).bytes();
    Layer layer = layer(tar);
    assertThat(LayerFileBytes.count(layer)).isEqualTo(1_000_000);
    assertThat(LayerFileBytes.count(Content.of(tar), "tar")).isEqualTo(1_000_000);
  }
}
