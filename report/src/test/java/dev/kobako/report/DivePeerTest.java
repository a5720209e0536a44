package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.image.Artifact;
import dev.kobako.image.DockerArchive;
import dev.kobako.image.Image;
import dev.kobako.image.Progress;
import dev.kobako.testkit.SearchPath;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * dive and the analysis are shown the same images, which are drawn by lot: its figures are those
 * that {@link DiveFigures} has of it. Where what kobako calls waste differs, and why, is told by
 * {@link DiveCountTest}, case by case. dive is found by the property {@value #PROPERTY} or on the
 * PATH.
 */
@Timeout(300)
class DivePeerTest {
  private static final String PROPERTY = "kobako.dive";
  private static final int IMAGES = Integer.getInteger("kobako.dive.images", 30);
  private static final Pattern WASTED = Pattern.compile("\"inefficientBytes\": (\\d+)");
  private static final Pattern EFFICIENCY = Pattern.compile("\"efficiencyScore\": ([0-9.e-]+)");

  private static final int LAYERS = 5;
  private static final int STEPS = 30;
  private static final int LARGEST = 5000;

  @TempDir Path temp;

  private static String dive() {
    Optional<Path> dive = SearchPath.findOrNamedBy(PROPERTY, "dive");
    assumeTrue(dive.isPresent(), "dive is neither on the PATH nor named by " + PROPERTY);
    return dive.get().toString();
  }

  @Test
  void figuresOfImagesMadeByChanceAreDives() throws IOException, InterruptedException {
    String dive = dive();
    int wasteful = 0;
    for (int seed = 0; seed < IMAGES; seed++) {
      Image image = image(new Random(seed));
      DiveFigures ours = ImageAnalysis.of(image).dive();
      String theirs = report(dive, image);
      assertThat(wasted(theirs))
          .as("wasted bytes of the image of seed %d", seed)
          .isEqualTo(ours.wastedBytes());
      assertThat(Double.parseDouble(found(EFFICIENCY, theirs)))
          .as("efficiency of the image of seed %d", seed)
          .isEqualTo(ours.efficiency(), within(1e-9));
      wasteful += ours.wastedBytes() > 0 ? 1 : 0;
    }
    assertThat(wasteful).as("images with waste").isGreaterThan(IMAGES / 2);
  }

  /**
   * Its definition would have the second copy too: it stops with an error for its log, which is
   * off.
   */
  @Test
  void atAMarkForWhatIsNotThereDiveGivesUpOnTheLayer() throws IOException, InterruptedException {
    String dive = dive();
    Image image =
        TestImages.of(
            new TarBuilder().file("one", 0644, new byte[100]),
            new TarBuilder().whiteout("none").file("one", 0644, new byte[10]));
    assertThat(wasted(report(dive, image))).isZero();
    assertThat(ImageAnalysis.of(image).dive().wastedBytes()).isEqualTo(110);
  }

  /**
   * Layers as builders write them: folders before what is in them, and marks only for what is
   * there; at a mark for anything else dive gives up on the rest of its layer.
   */
  private static Image image(Random random) throws IOException {
    Set<String> files = new TreeSet<>();
    TarBuilder[] layers = new TarBuilder[LAYERS];
    for (int i = 0; i < LAYERS; i++) {
      layers[i] = layer(random, files);
    }
    return TestImages.of(layers);
  }

  /** Some files are added, replaced, linked or deleted, or folders are, each at most once. */
  private static TarBuilder layer(Random random, Set<String> files) {
    TarBuilder layer = new TarBuilder();
    Set<String> done = new HashSet<>();
    for (int i = 0; i < STEPS; i++) {
      String top = "d" + random.nextInt(4);
      String folder = top + "/e" + random.nextInt(3);
      String file = folder + "/f" + random.nextInt(6);
      if (done.contains(top) || done.contains(folder) || !done.add(file)) {
        continue;
      }
      switch (random.nextInt(8)) {
        case 0 -> mark(layer, folder, files, done);
        case 1, 2 -> mark(layer, file, files, done);
        case 3 -> {
          String other = file + "-link";
          if (files.contains(file) && done.add(other)) {
            layer
                .dir(top, 0755)
                .dir(folder, 0755)
                .file(file, 0600, new byte[i])
                .hardlink(other, file);
            files.add(other);
          }
        }
        default -> {
          layer.dir(top, 0755).dir(folder, 0755);
          layer.file(file, 0644, new byte[random.nextInt(LARGEST)]);
          files.add(file);
        }
      }
    }
    return layer;
  }

  private static void mark(TarBuilder layer, String path, Set<String> files, Set<String> done) {
    List<String> gone = files.stream().filter(each -> (each + "/").startsWith(path + "/")).toList();
    if (!gone.isEmpty() && done.stream().noneMatch(each -> each.startsWith(path + "/"))) {
      layer.whiteout(path);
      gone.forEach(files::remove);
      done.add(path);
    }
  }

  private String report(String dive, Image image) throws IOException, InterruptedException {
    Path archive = temp.resolve("image.tar");
    Path report = temp.resolve("report.json");
    Files.deleteIfExists(archive);
    Files.deleteIfExists(report);
    new DockerArchive(archive).write(Artifact.of(image), "app:1", Progress.NONE);
    Process process =
        new ProcessBuilder(
                dive, "--source", "docker-archive", archive.toString(), "--json", report.toString())
            .redirectErrorStream(true)
            .redirectOutput(temp.resolve("output").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(this::output).isZero();
    return Files.readString(report);
  }

  private String output() {
    try {
      return Files.readString(temp.resolve("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static long wasted(String report) {
    return Long.parseLong(found(WASTED, report));
  }

  private static String found(Pattern pattern, String report) {
    Matcher matcher = pattern.matcher(report);
    assertThat(matcher.find()).as(report).isTrue();
    return matcher.group(1);
  }
}
