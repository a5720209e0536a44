package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.Layer;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TreeDiff;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What level repack writes, read without any of the code that wrote or proved it but the tree's.
 */
class RepackTest {
  private static final String CAPABILITY = "SCHILY.xattr.security.capability";

  @TempDir Path folder;

  static SlimRequest request(Compression compression) {
    return new SlimRequest(
        Level.REPACK,
        List.of(),
        KeepRules.NONE,
        0,
        Proving.DEFAULT,
        compression,
        Instant.EPOCH,
        "1.2.3");
  }

  private static Image repacked(MadeImage image, SlimRequest request) throws IOException {
    Original original = image.original();
    return new Writing(original, request)
        .write(new WholeKeepSet(original, KeepRules.NONE).repacked(), image, image.staging())
        .image();
  }

  private static MemoryTree tree(MadeImage image, Image of) throws IOException {
    List<LayerTar> layers =
        image.tars(of.layers()).stream().map(tar -> new LayerTar(tar, "layer", "")).toList();
    return LayeredTree.fromLayers(layers);
  }

  private static long size(List<Layer> layers) {
    return layers.stream().mapToLong(layer -> layer.descriptor().size()).sum();
  }

  @Test
  void leavesTheTreeOfAnyImageAsItIsAtNoMoreThanItsSize() throws IOException {
    for (int seed = 0; seed < 100; seed++) {
      MadeImage image = new RandomLayers(seed).on(new MadeImage(folder));

      Image result = repacked(image, request(Compression.GZIP));

      requireTree(image, result, "seed " + seed);
      assertThat(size(result.layers()))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(size(image.image().layers()));
    }
  }

  @Test
  void leavesTheTreeOfAnyImageAsItIsOnAnyOfItsBases() throws IOException {
    for (int seed = 100; seed < 200; seed++) {
      MadeImage image = new RandomLayers(seed).on(new MadeImage(folder));
      List<Layer> layers = image.image().layers();
      int base = 1 + new Random(seed).nextInt(layers.size() - 1);

      Image result = repacked(image, request(Compression.ZSTD).on(new BaseLayers(base)));

      requireTree(image, result, "seed " + seed + ", layers kept " + base);
      assertThat(result.layers().stream().map(Layer::diffId).limit(base))
          .as("seed %d", seed)
          .isEqualTo(layers.stream().map(Layer::diffId).limit(base).toList());
      assertThat(result.layers()).hasSize(base + 1);
    }
  }

  private static void requireTree(MadeImage image, Image result, String what) throws IOException {
    TreeDiff diff = TreeDiff.between(image.original().tree(), tree(image, result));
    assertThat(diff.differences()).as(what).isEmpty();
  }

  private MadeImage wasteful() {
    byte[] big = new byte[200_000];
    new Random(1).nextBytes(big);
    return new MadeImage(folder)
        .layer("ADD rootfs", new TarBuilder().file("big", 0644, big).file("a", 0644, "a"))
        .layer("RUN rm", new TarBuilder().whiteout("big").file("a", 0600, "b"));
  }

  @Test
  void leavesOutWhatIsDeletedOrShadowed() throws IOException {
    MadeImage image = wasteful();

    Image result = repacked(image, request(Compression.GZIP));

    assertThat(size(image.image().layers())).isGreaterThan(200_000);
    assertThat(size(result.layers())).isLessThan(300);
  }

  @Test
  void saysInTheHistoryWhatTheLayerIsMadeOf() throws IOException {
    MadeImage image = wasteful();

    Image result = repacked(image, request(Compression.GZIP));

    assertThat(result.config().history().stream().map(RepackTest::told))
        .containsExactly(
            "ADD rootfs, empty",
            "RUN rm, empty",
            "kobako slim --level repack, made of 2 layers of "
                + image.image().descriptor().digest());
    assertThat(result.config().labels())
        .containsEntry("dev.kobako.slim.level", "repack")
        .containsEntry("dev.kobako.slim.original", image.image().descriptor().digest().toString());
  }

  @Test
  void leavesTheHistoryOfAKeptBaseAsItIs() throws IOException {
    MadeImage image = wasteful();

    Image result = repacked(image, request(Compression.ZSTD).on(new BaseLayers(1)));

    assertThat(result.config().history().stream().map(RepackTest::told))
        .containsExactly(
            "ADD rootfs",
            "RUN rm, empty",
            "kobako slim --level repack, made of 1 layer of "
                + image.image().descriptor().digest());
  }

  private static String told(HistoryEntry entry) {
    return entry.createdBy().orElseThrow()
        + entry.comment().map(text -> ", " + text).orElse("")
        + (entry.emptyLayer() ? ", empty" : "");
  }

  @Test
  void keepsLayersThatCantBecomeSmaller() throws IOException {
    MadeImage first = new MadeImage(folder).layer("COPY a", new TarBuilder().file("a", 0644, "a"));
    Image once = repacked(first, request(Compression.GZIP));

    assertThat(once.layers().stream().map(Layer::diffId))
        .isEqualTo(first.image().layers().stream().map(Layer::diffId).toList());
    assertThat(once.config().history().stream().map(RepackTest::told)).containsExactly("COPY a");
  }

  /** Layers in which things are put, replaced by others, linked, changed and taken away. */
  private static final class RandomLayers {
    private static final List<String> NAMES =
        List.of("a", "b", "c", "d", "d/a", "d/b", "d/e", "d/e/a", "f", "f/a", "f/é", "f/g/h");

    private final Random random;
    private int links;

    RandomLayers(int seed) {
      this.random = new Random(seed);
    }

    MadeImage on(MadeImage image) {
      int layers = 2 + random.nextInt(4);
      for (int i = 0; i < layers; i++) {
        TarBuilder tar = new TarBuilder().mtime(1_000_000 + random.nextInt(1000));
        if (random.nextInt(4) == 0) {
          tar.dir("./", 0700 + random.nextInt(0100));
        }
        String target = "a" + i;
        tar.file(target, 0644, bytes());
        link(tar, random.nextBoolean() || i == 0 ? target : "a" + random.nextInt(i));
        for (int n = random.nextInt(12); n > 0; n--) {
          member(tar, NAMES.get(random.nextInt(NAMES.size())));
        }
        image.layer("RUN step " + i, tar);
      }
      return image;
    }

    private void link(TarBuilder tar, String target) {
      for (int n = random.nextInt(3); n > 0; n--) {
        tar.hardlink("link" + links++, target);
      }
    }

    private void member(TarBuilder tar, String name) {
      for (int at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
        tar.dir(name.substring(0, at) + "/", 0755);
      }
      tar.owner(random.nextInt(3), random.nextInt(3));
      int mode = random.nextInt(07777);
      switch (random.nextInt(10)) {
        case 0 -> tar.dir(name + "/", mode);
        case 1 -> tar.symlink(name, "../" + random.nextInt(5));
        case 2 -> tar.charDevice(name, mode, random.nextInt(300), random.nextInt(300));
        case 3 -> tar.fifo(name, mode);
        case 4 -> tar.whiteout(name);
        case 5 -> tar.dir("d/", mode).opaque("d");
        case 6 -> tar.pax(Map.of(CAPABILITY, "\1\0\0\2\0\4\0\0")).file(name, mode, bytes());
        case 7 ->
            tar.pax(Map.of("mtime", "1234." + random.nextInt(1000), "SCHILY.xattr.user.a", "b"))
                .file(name, mode, bytes());
        case 8 -> tar.whiteout("link" + random.nextInt(links + 1));
        default -> tar.file(name, mode, bytes());
      }
    }

    private byte[] bytes() {
      byte[] bytes = new byte[random.nextInt(3000)];
      random.nextBytes(bytes);
      return bytes;
    }
  }
}
