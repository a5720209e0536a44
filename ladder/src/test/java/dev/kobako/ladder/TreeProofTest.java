package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Layer;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeProofTest {
  @TempDir Path folder;

  private MemoryTree meant;
  private KeptBase nothing;

  @BeforeEach
  void readWhatIsMeant() throws IOException {
    Original original = image("abc", 0644).original();
    meant = original.tree();
    nothing = KeptBase.of(original, 0);
  }

  private MadeImage image(String content, int mode) {
    return new MadeImage(folder)
        .layer("COPY a", new TarBuilder().dir("d/", 0755).file("d/a", mode, content));
  }

  private static Layer layer(MadeImage image) {
    return image.image().layers().getFirst();
  }

  @Test
  void readsAnEqualTree() throws IOException {
    Layer written = layer(image("abc", 0644));

    MemoryTree read = new TreeProof("app", meant).ofLayer(nothing, written);

    assertThat(read.entry(ImagePath.of("/d/a"))).isEqualTo(meant.entry(ImagePath.of("/d/a")));
  }

  @Test
  void namesAFileWithOtherBytes() {
    Layer written = layer(image("abd", 0644));

    assertThatThrownBy(() -> new TreeProof("app", meant).ofLayer(nothing, written))
        .hasMessage(
            "layer "
                + written.descriptor().digest()
                + ": /d/a: the bytes that are read back are not those that were to be written\n"
                + "remedy: check the disk and try again");
  }

  @Test
  void namesTheFirstEntryThatDiffers() {
    Layer written = layer(image("abc", 0600));

    assertThatThrownBy(() -> new TreeProof("app", meant).ofLayer(nothing, written))
        .hasMessage(
            "the new layer of app: 1 entries differ from what was to be written, the first is"
                + " /d/a\nremedy: check the disk and try again");
  }

  @Test
  void namesAFileOfAnotherLengthInTarsTakenApart() {
    MadeImage written = image("abcd", 0644);

    assertThatThrownBy(
            () -> new TreeProof("app", meant).ofTars(written.tars(written.image().layers())))
        .hasMessageContaining("1 entries differ")
        .hasMessageContaining("the first is /d/a");
  }

  @Test
  void comparesFilesThatAreLongerThanWhatIsReadAtOnce() throws IOException {
    byte[] bytes = "0123456789".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    TarBuilder tar = new TarBuilder();
    for (String name : List.of("a", "b", "c")) {
      tar.file(name, 0644, bytes).file(name + "2", 0644, name);
    }
    MadeImage image = new MadeImage(folder).layer("COPY . .", tar);
    MemoryTree tree = image.original().tree();

    assertThat(new TreeProof("app", tree).ofLayer(nothing, layer(image)).entry(ImagePath.of("/c")))
        .isEqualTo(tree.entry(ImagePath.of("/c")));
  }
}
