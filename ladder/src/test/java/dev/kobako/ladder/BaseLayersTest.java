package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Digest;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageConfig;
import dev.kobako.testkit.TarBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseLayersTest {
  @TempDir Path folder;

  /** A configuration with this history; where a line starts with a dash there is no layer. */
  private static ImageConfig history(String... lines) {
    List<HistoryEntry> entries = new ArrayList<>();
    List<Digest> layers = new ArrayList<>();
    for (String line : lines) {
      boolean empty = line.startsWith("-");
      entries.add(
          new HistoryEntry(
              Optional.empty(),
              Optional.of(empty ? line.substring(1) : line),
              Optional.empty(),
              Optional.empty(),
              empty));
      if (!empty) {
        layers.add(Digest.parse("sha256:" + String.valueOf(layers.size()).repeat(64)));
      }
    }
    return ImageConfig.builder().history(entries).diffIds(layers).build();
  }

  @Test
  void endAtTheLastProgramOfABuildBelow() {
    assertThat(
            BaseLayers.inHistory(
                "app",
                history(
                    "ADD rootfs.tar /",
                    "-CMD [\"bash\"]",
                    "RUN apt-get install python3",
                    "-ENV A=b",
                    "-/bin/sh -c #(nop)  CMD [\"python3\"]",
                    "-WORKDIR /app",
                    "COPY . .",
                    "RUN make",
                    "-ENTRYPOINT [\"/app/run\"]",
                    "-CMD [\"serve\"]")))
        .isEqualTo(new BaseLayers(2));
  }

  @Test
  void areAskedForWhereTheHistoryDoesNotTell() {
    assertThatThrownBy(() ->
            BaseLayers.inHistory("app", history("ADD rootfs.tar /", "RUN x", "-CMD [\"bash\"]")))
        .hasMessage(
            "--keep-base: the history of app does not tell which of its layers are its base's\n"
                + "remedy: name the base, as in --base debian:bookworm");
  }

  private MadeImage base() {
    return new MadeImage(folder).layer("ADD", new TarBuilder().file("a", 0644, "a"));
  }

  @Test
  void areThoseOfANamedImage() {
    Image image = base().layer("COPY", new TarBuilder().file("b", 0644, "b")).image();

    assertThat(BaseLayers.of("app", image, "base", base().image())).isEqualTo(new BaseLayers(1));
  }

  @Test
  void canNotBeThoseOfAnImageThatItWasNotBuiltOn() {
    Image other = new MadeImage(folder).layer("ADD", new TarBuilder().dir("c/", 0755)).image();

    assertThatThrownBy(() -> BaseLayers.of("app", base().image(), "other", other))
        .hasMessage(
            "--base other: is not what app was built on: layer 1 of 1, "
                + other.layers().getFirst().diffId().brief()
                + ", is not at this place\nremedy: name the version of the base that it was built"
                + " on, or leave --base out");
  }
}
