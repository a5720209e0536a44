package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.LayerPassage;
import dev.kobako.tree.TreeDiff;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ImageComparisonTest {
  private static final int PAIRS = 200;

  private final ImageComparison comparison =
      new ImageComparison(EnumSet.noneOf(TreeDiff.Aspect.class));

  @Test
  void findsExactlyTheDifferencesThatRandomPairsOfLayersHave() throws IOException {
    Set<String> kinds = new TreeSet<>();
    for (int seed = 0; seed < PAIRS; seed++) {
      RandomImage image = new RandomImage(seed);
      int before = seed % image.layers();
      int after = seed / 7 % image.layers();
      List<String> truth = image.differences(before, image, after);
      truth.forEach(line -> kinds.add(line.substring(0, line.indexOf(' '))));
      ImageDiff diff = comparison.betweenLayers(image.image(), before, after);
      assertThat(found(diff)).as("layers of seed %d", seed).containsExactlyElementsOf(truth);
      assertGrowthIsTheSumOfAllChanges(diff);
    }
    assertThat(kinds).containsExactly("ADDED", "ATTRIBUTES", "CHANGED", "REMOVED");
  }

  @Test
  void findsExactlyTheDifferencesThatRandomPairsOfImagesHave() throws IOException {
    for (int seed = 0; seed < PAIRS; seed++) {
      RandomImage one = new RandomImage(seed);
      RandomImage other = new RandomImage(seed + 1);
      ImageDiff diff = comparison.between(one.image(), other.image());
      assertThat(found(diff))
          .as("images of seeds %d and %d", seed, seed + 1)
          .containsExactlyElementsOf(one.differences(one.layers() - 1, other, other.layers() - 1));
      assertGrowthIsTheSumOfAllChanges(diff);
    }
  }

  @Test
  void comparesLargeFilesThatOnlyOneImageHasOnceByTheirBytes() throws IOException {
    byte[] same = new byte[(int) LayerPassage.LARGE];
    byte[] otherwise = same.clone();
    otherwise[same.length - 1] = 1;
    Image before =
        TestImages.of(new TarBuilder().file("same", 0644, same).file("other", 0644, same));
    Image after =
        TestImages.of(new TarBuilder().file("other", 0644, otherwise).file("same", 0644, same));
    assertThat(comparison.between(before, after).changes())
        .extracting(change -> change.what() + " " + change.path())
        .containsExactly("CHANGED /other");
  }

  /** The lot draws files only, called f and a number; of folders it says nothing. */
  private static List<String> found(ImageDiff diff) {
    return diff.changes().stream()
        .filter(change -> change.path().name().matches("f[0-9]+.*"))
        .map(change ->
            "%s %s %d %d"
                .formatted(change.what(), change.path(), change.bytesBefore(), change.bytesAfter()))
        .sorted()
        .toList();
  }

  private static void assertGrowthIsTheSumOfAllChanges(ImageDiff diff) {
    long growth = diff.after().visibleBytes() - diff.before().visibleBytes();
    assertThat(diff.changes().stream().mapToLong(FileChange::growth).sum()).isEqualTo(growth);
    assertThat(diff.folders().stream().mapToLong(PortionChange::growth).sum()).isEqualTo(growth);
    assertThat(diff.kinds().stream().mapToLong(PortionChange::growth).sum()).isEqualTo(growth);
  }

  @Test
  void anImageIsTheSameAsItself() throws IOException {
    Image image = new RandomImage(1).image();
    ImageDiff diff = comparison.between(image, image);
    assertThat(diff.isSame()).isTrue();
    assertThat(diff.folders()).isEmpty();
    assertThat(diff.layers())
        .hasSameSizeAs(image.layers())
        .allMatch(layer -> layer.where() == LayerMatch.Where.SHARED);
  }

  @Test
  void tellsAttributesAndTimesApartFromContents() throws IOException {
    Image before =
        TestImages.of(
            new TarBuilder()
                .file("data", 0644, "same")
                .file("mode", 0644, "same")
                .file("time", 0644, "same")
                .symlink("link", "data"));
    Image after =
        TestImages.of(
            new TarBuilder()
                .file("data", 0644, "SAME")
                .file("mode", 0755, "same")
                .mtime(77)
                .file("time", 0644, "same")
                .symlink("link", "mode"));
    assertThat(comparison.between(before, after).changes())
        .extracting(change -> change.what() + " " + change.path() + " " + change.aspects())
        .containsExactly(
            "CHANGED /data [CONTENT]",
            "CHANGED /link [TIME, TARGET]",
            "ATTRIBUTES /mode [MODE]",
            "TIME /time [TIME]");
    assertThat(
            new ImageComparison(EnumSet.of(TreeDiff.Aspect.TIME)).between(before, after).changes())
        .extracting(change -> change.what() + " " + change.path() + " " + change.aspects())
        .containsExactly(
            "CHANGED /data [CONTENT]", "CHANGED /link [TARGET]", "ATTRIBUTES /mode [MODE]");
  }

  @Test
  void saysWhichLayersBothHave() throws IOException {
    TarBuilder base = new TarBuilder().file("base", 0644, "1");
    TarBuilder old = new TarBuilder().file("old", 0644, "22");
    TarBuilder one = new TarBuilder().file("one", 0644, "333");
    TarBuilder top = new TarBuilder().file("top", 0644, "4444");
    ImageDiff diff =
        comparison.between(TestImages.of(base, old, top), TestImages.of(base, one, top, base));
    assertThat(diff.layers())
        .extracting(layer ->
            layer.where() + " " + layer.number() + " " + layer.instruction() + " " + layer.bytes())
        .containsExactly(
            "SHARED 0 RUN 0 1",
            "REMOVED 1 RUN 1 2",
            "ADDED 1 RUN 1 3",
            "SHARED 2 RUN 2 4",
            "ADDED 3 RUN 3 1");
    assertThat(diff.before().bytes()).isEqualTo(7);
    assertThat(diff.after().bytes()).isEqualTo(9);
    assertThat(diff.after().visibleBytes()).isEqualTo(8);
  }

  @Test
  void namesPackagesThatHaveAnotherVersion() throws IOException {
    assertThat(
            comparison
                .between(
                    TestImages.of(dpkg("git", "1", "vim", "2")),
                    TestImages.of(dpkg("git", "1.1", "zsh", "5")))
                .packages())
        .containsExactly(
            new PackageChange("git", Optional.of("1"), Optional.of("1.1")),
            new PackageChange("vim", Optional.of("2"), Optional.empty()),
            new PackageChange("zsh", Optional.empty(), Optional.of("5")));
  }

  private static TarBuilder dpkg(String... namesAndVersions) {
    StringBuilder status = new StringBuilder();
    for (int i = 0; i < namesAndVersions.length; i += 2) {
      status.append(
          """
          Package: %s
          Status: install ok installed
          Architecture: amd64
          Version: %s

          """
              .formatted(namesAndVersions[i], namesAndVersions[i + 1]));
    }
    return new TarBuilder().file("var/lib/dpkg/status", 0644, status.toString());
  }

  @Test
  void settingsThatDifferAreToldWithoutTheSecretsInThem() throws IOException {
    // put together here, so that no scanner of sources takes it for a real one
    String token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
    Image image = TestImages.of(new TarBuilder().file("a", 0644, "a"));
    Image before =
        ImageAssembly.on(image)
            .with(image.config().toBuilder().env(List.of("A=" + token)).build())
            .image(Instant.EPOCH);
    Image after =
        ImageAssembly.on(image)
            .with(
                image.config().toBuilder()
                    .cmd(List.of("login", token))
                    .env(List.of("A=" + token.replace('a', 'b'), token + "=1"))
                    .build())
            .image(Instant.EPOCH);
    assertThat(comparison.between(before, after).settings())
        .containsExactly(
            new SettingChange("cmd", "", "[\"login\", \"***\"]"),
            new SettingChange("env A", "***", "***"),
            new SettingChange("env ***", "", "1"));
  }

  @Test
  void namesSettingsThatDiffer() throws IOException {
    Image before = TestImages.of(new TarBuilder().file("a", 0644, "a"));
    Image after =
        ImageAssembly.on(before)
            .with(
                before.config().toBuilder()
                    .cmd(List.of("sh", "-c", "x y"))
                    .env(List.of("A=1"))
                    .user("app")
                    .build())
            .image(Instant.EPOCH);
    ImageDiff diff = comparison.between(before, after);
    assertThat(diff.changes()).isEmpty();
    assertThat(diff.isSame()).isFalse();
    assertThat(diff.settings())
        .containsExactly(
            new SettingChange("cmd", "", "[\"sh\", \"-c\", \"x y\"]"),
            new SettingChange("user", "", "app"),
            new SettingChange("env A", "", "1"));
  }

  @Test
  void tellsSettingsApartThatLookAlike() throws IOException {
    Image image = TestImages.of(new TarBuilder().file("a", 0644, "a"));
    ImageConfig one = image.config().toBuilder().cmd(List.of("a", "b")).env(List.of("A=")).build();
    ImageConfig other = image.config().toBuilder().cmd(List.of("a, b")).build();
    ImageDiff diff =
        comparison.between(
            ImageAssembly.on(image).with(one).image(Instant.EPOCH),
            ImageAssembly.on(image).with(other).image(Instant.EPOCH));
    assertThat(diff.settings())
        .containsExactly(
            new SettingChange("cmd", "[\"a\", \"b\"]", "[\"a, b\"]"),
            new SettingChange("env A", "\"\"", ""));
  }

  @Test
  void refusesALayerThatIsNotThere() {
    Image image = TestImages.of(new TarBuilder().file("a", 0644, "a"));
    assertThatThrownBy(() -> comparison.betweenLayers(image, 0, 1))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "layer 1: the image has 1 layer\nremedy: write a number from 0, the lowest, to 0");
  }
}
