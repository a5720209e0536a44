package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerSizesTest {
  private static final Digest ONE = Digest.sha256(new byte[1]);
  private static final Digest TWO = Digest.sha256(new byte[2]);

  @TempDir Path temp;

  @Test
  void areRememberedFromRunToRun() throws IOException {
    Path file = temp.resolve("layer-sizes");
    assertThat(new LayerSizes(file).find(ONE)).isEmpty();
    new LayerSizes(file).remember(Map.of(ONE, 5L));
    new LayerSizes(file).remember(Map.of(TWO, 7L));
    assertThat(new LayerSizes(file).find(ONE)).hasValue(5);
    assertThat(new LayerSizes(file).all()).containsExactly(Map.entry(ONE, 5L), Map.entry(TWO, 7L));
    assertThat(file).hasContent(ONE + " 5\n" + TWO + " 7\n");
  }

  @Test
  void aDamagedFileIsAnEmptyOne() throws IOException {
    Path file = temp.resolve("layer-sizes");
    for (String text :
        List.of("x", ONE + " -1", ONE + " ", " 5", ONE + " 5\nsha256:0 1", "\0 \0")) {
      Files.writeString(file, text);
      assertThat(new LayerSizes(file).all()).as(text).isEmpty();
    }
    Files.write(file, new byte[3_000_000]);
    assertThat(new LayerSizes(file).all()).isEmpty();
    new LayerSizes(file).remember(Map.of(ONE, 5L));
    assertThat(new LayerSizes(file).find(ONE)).hasValue(5);
  }

  @Test
  void theOldestAreForgotten() {
    LayerSizes sizes = new LayerSizes(temp.resolve("layer-sizes"));
    sizes.remember(Map.of(ONE, 1L));
    Map<Digest, Long> many = new LinkedHashMap<>();
    for (int i = 0; i < 10_000; i++) {
      many.put(new Digest("sha256", "%064x".formatted(i)), (long) i);
    }
    sizes.remember(many);
    assertThat(sizes.all()).hasSize(10_000).doesNotContainKey(ONE);
  }

  @Test
  void aDiskThatTakesNothingIsNoFailure() {
    new LayerSizes(Path.of("/dev/null/layer-sizes")).remember(Map.of(ONE, 5L));
  }
}
