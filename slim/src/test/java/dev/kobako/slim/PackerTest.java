package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.Layer;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.TreeDump;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackerTest {
  private static final Instant THEN = Instant.ofEpochSecond(1_000, 500);
  private static final Instant CREATED = Instant.ofEpochSecond(2_000);

  @TempDir Path folder;

  private static Attributes owned(int mode) {
    return new Attributes(mode, 1000, 1000, THEN, Collections.emptySortedMap());
  }

  private static Entry owned(int mode, String text) {
    return FakeRoot.regular(mode, text.getBytes(StandardCharsets.UTF_8))
        .withAttributes(owned(mode));
  }

  private static KeepSet keepSet() throws IOException {
    FakeRoot root =
        FakeRoot.withGlibc()
            .elf(Explained.PROGRAM, FakeRoot.program())
            .put("/srv/app", new Entry.Directory(owned(0750)))
            .put("/srv/app/run.py", owned(0644, "x"))
            .put("/srv/app/run.txt", owned(0644, "y"))
            .put("/srv/app/cache", new Entry.Directory(owned(0700)))
            .link("/srv/app/link", "run.txt");
    Explained closure = Explained.closure(root, ClosureOptions.defaults(), Explained.PROGRAM);
    closure.closure().keepAll("/srv/app", Reason.asked("data"));
    return closure.closure().keepSet();
  }

  private List<String> dump(List<Layer> layers, String under) throws IOException {
    List<LayerTar> tars =
        layers.stream().map(layer -> new LayerTar(layer.blob(), "layer", "")).toList();
    return TreeDump.dumpWithTimes(LayeredTree.fromLayers(tars))
        .lines()
        .filter(line -> line.startsWith(under))
        .toList();
  }

  private List<Layer> layers(Source.Kind kind, Packer.Layering layering) throws IOException {
    return new Packer(kind, CREATED).layers(keepSet(), layering, Compression.NONE, folder);
  }

  @Test
  void writesTheOwnersOfAnImageWithOneTime() throws IOException {
    assertThat(dump(layers(Source.Kind.IMAGE, Packer.Layering.ONE), "/srv"))
        .containsExactly(
            "/srv: dir 0755 @2000",
            "/srv/app: dir 0750 1000:1000 @2000",
            "/srv/app/cache: dir 0700 1000:1000 @2000",
            "/srv/app/link: symlink run.txt @2000",
            "/srv/app/run.py: file 0644 2d711642 1000:1000 @1000",
            "/srv/app/run.txt: file 0644 a1fce436 1000:1000 @2000");
  }

  @Test
  void leavesOutTheOwnersOfThisMachine() throws IOException {
    assertThat(dump(layers(Source.Kind.THIS_MACHINE, Packer.Layering.ONE), "/"))
        .noneMatch(line -> line.contains("1000:1000"))
        .contains("/srv/app/run.py: file 0644 2d711642 @1000");
  }

  @Test
  void writesTheSameBytesTwice() throws IOException {
    List<Layer> first = layers(Source.Kind.IMAGE, Packer.Layering.AUTO);
    List<Layer> again = layers(Source.Kind.IMAGE, Packer.Layering.AUTO);

    assertThat(again.stream().map(Layer::diffId))
        .isEqualTo(first.stream().map(Layer::diffId).toList());
    assertThat(again.getFirst().blob().bytes()).isEqualTo(first.getFirst().blob().bytes());
  }

  @Test
  void putsLoaderAndCLibraryApartIfToldSo() throws IOException {
    List<Layer> layers = layers(Source.Kind.IMAGE, Packer.Layering.AUTO);

    assertThat(layers).hasSize(2);
    assertThat(dump(layers.subList(0, 1), "/").stream().map(line -> line.replaceAll(":.*", "")))
        .containsExactly(
            "/",
            "/usr",
            "/usr/lib",
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
            "/usr/lib/x86_64-linux-gnu/libc.so.6",
            "/usr/lib64",
            "/usr/lib64/ld-linux-x86-64.so.2");
    assertThat(dump(layers, "/"))
        .isEqualTo(dump(layers(Source.Kind.IMAGE, Packer.Layering.ONE), "/"));
  }

  @Test
  void writesOneLayerWhereThereIsNothingToPutApart() throws IOException {
    FakeRoot root = FakeRoot.empty().file("/x", "x");
    Closure closure = new Closure(root.source(), ClosureOptions.defaults());
    closure.keep("/x", Reason.asked("data"));

    assertThat(
            new Packer(Source.Kind.IMAGE, CREATED)
                .layers(closure.keepSet(), Packer.Layering.AUTO, Compression.NONE, folder))
        .hasSize(1);
  }
}
