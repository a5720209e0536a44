package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ImagePlacesTest {
  @Test
  void knowsWhatIsAtEachPlaceAfterEachLayer() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      RandomImage image = new RandomImage(seed);
      ImagePlaces places = ImagePlaces.of(image.image());
      for (int layer = 0; layer < image.layers(); layer++) {
        assertThat(files(places, layer))
            .as("image of seed %d after layer %d", seed, layer)
            .isEqualTo(image.files(layer));
      }
    }
  }

  /** The lot draws files only, called f and a number. */
  private static SortedSet<String> files(ImagePlaces places, int layer) {
    SortedSet<String> files = new TreeSet<>();
    for (int i = 0; i < places.count(); i++) {
      Place place = places.place(i);
      Place.Version version = place.at(layer);
      if (place.name().matches("f[0-9]+.*") && version.isThere()) {
        files.add(
            "%s %d of %d%s"
                .formatted(
                    place.path(),
                    version.bytes(),
                    version.layer(),
                    version.isWasted() ? " wasted" : ""));
      }
    }
    return files;
  }

  @Test
  void aDirectoryComesBeforeWhatIsInIt() throws IOException {
    ImagePlaces places = ImagePlaces.of(new RandomImage(3).image());
    for (int i = 1; i < places.count(); i++) {
      assertThat(places.place(i).number()).isEqualTo(i);
      assertThat(places.place(i).parent().orElseThrow().number()).isLessThan(i);
      assertThat(places.place(i).parent().orElseThrow().children()).contains(places.place(i));
    }
  }

  @Test
  void parentsThatNoLayerDescribesAreDirectories() throws IOException {
    ImagePlaces places =
        ImagePlaces.of(
            TestImages.of(
                new TarBuilder().file("a/b/c", 0644, "text"),
                new TarBuilder().whiteout("a/b"),
                new TarBuilder().file("a/b/d", 0644, "text")));
    Place folder = places.place(0).children().getFirst().children().getFirst();
    assertThat(folder.path()).isEqualTo(ImagePath.of("/a/b"));
    assertThat(List.of(folder.at(0).isDirectory(), folder.at(1).isThere(), folder.at(2).isThere()))
        .containsExactly(true, false, true);
    assertThat(folder.at(-1).isThere()).isFalse();
  }

  @Test
  void namesOfOneFileKnowOfEachOther() throws IOException {
    ImagePlaces places =
        ImagePlaces.of(
            TestImages.of(
                new TarBuilder()
                    .file("one", 0644, "text")
                    .hardlink("two", "one")
                    .file("three", 0644, "text")));
    assertThat(places.place(0).children())
        .extracting(place -> place.name() + " " + place.at(0).isLinked())
        .containsExactly("one true", "three false", "two true");
    assertThat(places.place(1).at(0).isSameFile(places.place(2).at(0))).isTrue();
  }
}
