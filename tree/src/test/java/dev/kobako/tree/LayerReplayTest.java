package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerReplayTest {
  private static final TarLimits FIVE = TarLimits.DEFAULT.withEntries(5);
  private static final String MESSAGE =
      """
      layer 1 at byte 512: more than 5 directories that are only named in paths
      remedy: the tar is damaged or its maker is faulty: fetch or build it again\
      """;

  private static LayerTar tar(int number, TarBuilder tar) {
    return new LayerTar(Content.of(tar.bytes()), "layer " + number, "");
  }

  private static List<TarMember> members(LayerTar layer) throws IOException {
    List<TarMember> members = new ArrayList<>();
    try (TarReader reader = new TarReader(layer.tar(), layer.name(), TarLimits.DEFAULT)) {
      for (Optional<TarMember> member = reader.next(); member.isPresent(); member = reader.next()) {
        members.add(member.get());
      }
    }
    return members;
  }

  @Test
  void allLayersTogetherMakeSoManyDirectoriesThatNoneDescribes() throws IOException {
    List<LayerTar> layers =
        List.of(
            tar(0, new TarBuilder().file("a/b/c/file", 0644, "")),
            tar(1, new TarBuilder().file("d/e/file", 0644, "").file("d/e/f/file", 0644, "")));
    LayerReplay replay = new LayerReplay(FIVE);
    replay.apply(members(layers.get(0)), "layer 0", new Origin(0, ""), LayerObserver.NONE);
    List<TarMember> second = members(layers.get(1));
    assertThatThrownBy(() -> replay.apply(second, "layer 1", new Origin(1, ""), LayerObserver.NONE))
        .isInstanceOf(KobakoException.class)
        .hasMessage(MESSAGE);
    assertThatThrownBy(() -> LayeredTree.fromLayers(layers, FIVE))
        .isInstanceOf(KobakoException.class)
        .hasMessage(MESSAGE);
  }

  @Test
  void directoriesThatAreThereAlreadyAreNotCountedAgain() throws IOException {
    List<LayerTar> layers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      layers.add(tar(i, new TarBuilder().file("a/b/c/d/e/file", 0644, "")));
    }
    MemoryTree tree = LayeredTree.fromLayers(layers, FIVE);
    assertThat(tree.entry(ImagePath.of("/a/b/c/d/e/file"))).isPresent();
  }
}
