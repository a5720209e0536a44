package dev.kobako.build;

import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.Statement;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerChanges;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import dev.kobako.tree.Tree;
import dev.kobako.tree.TreeDump;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Copies from one tree onto another as an instruction of a Dockerfile says. */
final class CopyFixture {
  private final MemoryTree source;
  private MemoryTree stage = MemoryTree.builder().build();
  private Path folder = Path.of("/nonexistent");
  private CopySource from = new CopySource.OfStage(0);

  private CopyFixture(MemoryTree source) {
    this.source = source;
  }

  /** From a tree that a tar holds. */
  static CopyFixture from(Consumer<TarBuilder> members) {
    return new CopyFixture(tree(members));
  }

  CopyFixture onto(Consumer<TarBuilder> members) {
    stage = tree(members);
    return this;
  }

  /** Where archives are unpacked. */
  CopyFixture in(Path newFolder) {
    folder = newFolder;
    return this;
  }

  CopyFixture context() {
    from = CopySource.Context.DEFAULT;
    return this;
  }

  static MemoryTree tree(Consumer<TarBuilder> members) {
    TarBuilder tar = new TarBuilder();
    members.accept(tar);
    return tree(tar.bytes());
  }

  static MemoryTree tree(byte[]... tars) {
    try {
      List<LayerTar> layers = new ArrayList<>();
      for (byte[] tar : tars) {
        layers.add(new LayerTar(Content.of(tar), "layer", ""));
      }
      return LayeredTree.fromLayers(layers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A step as {@code COPY --chown=1:2 a b /c} says it; ADD as well. */
  CopyStep step(String instruction) {
    List<String> words = new ArrayList<>(Arrays.asList(instruction.split(" ")));
    String keyword = words.removeFirst();
    List<String> flags = new ArrayList<>();
    while (words.getFirst().startsWith("--")) {
      flags.add(words.removeFirst());
    }
    String destination = words.removeLast();
    return new CopyStep(
        statement(instruction),
        instruction,
        keyword.equals("ADD"),
        from,
        words.stream().map(CopyFixture::source).toList(),
        destination,
        value(flags, "chown"),
        value(flags, "chmod"),
        flags.contains("--link"),
        flags.contains("--parents"),
        flags.stream()
            .filter(flag -> flag.startsWith("--exclude="))
            .map(flag -> flag.substring(10))
            .toList(),
        value(flags, "checksum"),
        flags.contains("--keep-git-dir"),
        value(flags, "unpack").map(Boolean::parseBoolean));
  }

  private static CopyStep.Source source(String word) {
    return RemoteSource.of(word);
  }

  static Statement statement(String text) {
    Span span = new Span(0, text.length());
    return new Statement(
        "copy",
        List.of(),
        List.of(),
        false,
        Optional.empty(),
        List.of(),
        text,
        span,
        List.of(),
        List.of(),
        List.of());
  }

  private static Optional<String> value(List<String> flags, String name) {
    return flags.stream()
        .filter(flag -> flag.startsWith("--" + name + "="))
        .map(flag -> flag.substring(name.length() + 3))
        .findFirst();
  }

  CopySelection select(String instruction) {
    return new Copying(folder, Collections.emptySortedMap())
        .select(step(instruction), _ -> new InMemory(source));
  }

  /** The layer's entries as text. */
  String layer(String instruction) {
    return dump(layerTree(instruction), false);
  }

  /** What of the stage the layer takes away. */
  List<String> gone(String instruction) {
    return select(instruction).onto(stage).byPath().entrySet().stream()
        .filter(each -> each.getValue() instanceof LayerChanges.Change.Gone)
        .map(each -> each.getKey().toString())
        .toList();
  }

  /** The same with times. */
  String timedLayer(String instruction) {
    return dump(layerTree(instruction), true).replace("/: dir 0755 @0\n", "");
  }

  private Tree layerTree(String instruction) {
    return tree(written(select(instruction).onto(stage)));
  }

  /** The stage after these instructions. */
  String stage(String... instructions) {
    List<byte[]> layers = new ArrayList<>();
    layers.add(written(stage));
    for (String instruction : instructions) {
      layers.add(written(select(instruction).onto(stage)));
      stage = tree(layers.toArray(byte[][]::new));
    }
    return dump(stage, false);
  }

  static byte[] written(LayerChanges changes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TarWriter.write(changes, TarOptions.keepTimes(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] written(Tree tree) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TarWriter.write(tree, TarOptions.keepTimes(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static String dump(Tree tree, boolean times) {
    try {
      return times ? TreeDump.dumpWithTimes(tree) : TreeDump.dump(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tree whose contents' digests are computed whenever they are asked for. */
  record InMemory(Tree tree) implements SourceTree {
    @Override
    public Digest digest(ImagePath path, Entry.RegularFile file) {
      try {
        return Digest.sha256(file.content().bytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
