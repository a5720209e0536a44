package dev.kobako.slim;

import dev.kobako.image.Compression;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Writes a keep set as layers: the same keep set gives the same bytes, on every day and machine.
 */
public final class Packer {
  /** How the kept paths are spread over layers. */
  public enum Layering {
    /** One layer. */
    ONE,
    /** The loader and the C library apart from the rest, so that images can share them. */
    AUTO
  }

  private static final Pattern RUNTIME =
      Pattern.compile(
          "(ld-(linux|musl)[^/]*|ld[0-9]*\\.so\\.[0-9]|ld-[0-9.]+\\.so"
              + "|lib(c|m|dl|rt|pthread|resolv|util|mvec|anl|nss_[a-z]+)(-[0-9.]+)?\\.so(\\.[0-9]+)?)");

  private final Source.Kind kind;
  private final Instant time;

  /**
   * @param kind where the keep set comes from: the owners of this machine's files do not leak
   * @param time the time that entries get (SOURCE_DATE_EPOCH)
   */
  public Packer(Source.Kind kind, Instant time) {
    this.kind = kind;
    this.time = time;
  }

  /** The layers of a keep set, written into {@code staging}, the lowest first. */
  public List<Layer> layers(
      KeepSet keepSet, Layering layering, Compression compression, Path staging) {
    List<Layer> layers = new ArrayList<>();
    switch (layering) {
      case ONE -> layers.add(layer(keepSet, _ -> true, compression, staging));
      case AUTO -> {
        Predicate<ImagePath> runtime = Packer::isRuntime;
        if (keepSet.all().stream().anyMatch(one -> runtime.test(one.path()))) {
          layers.add(layer(keepSet, runtime, compression, staging));
        }
        layers.add(layer(keepSet, runtime.negate(), compression, staging));
      }
    }
    return layers;
  }

  /** The tree of a keep set as it is written. */
  public MemoryTree tree(KeepSet keepSet) {
    return tree(keepSet, _ -> true);
  }

  private Layer layer(
      KeepSet keepSet, Predicate<ImagePath> part, Compression compression, Path staging) {
    MemoryTree tree = tree(keepSet, part);
    return LayerWriter.write(
        staging, compression, out -> TarWriter.write(tree, TarOptions.keepTimes(), out));
  }

  private MemoryTree tree(KeepSet keepSet, Predicate<ImagePath> part) {
    MemoryTree.Builder builder = MemoryTree.builder();
    Set<ImagePath> held = new HashSet<>();
    for (Kept kept : keepSet.all()) {
      boolean counts = !(kept.entry() instanceof Entry.Directory) || isAskedFor(kept);
      if (counts && part.test(kept.path())) {
        putParents(builder, held, keepSet, kept.path());
        builder.put(kept.path(), normal(kept));
      }
    }
    return builder.build();
  }

  private void putParents(
      MemoryTree.Builder builder, Set<ImagePath> held, KeepSet keepSet, ImagePath path) {
    Optional<ImagePath> parent = path.parent();
    if (parent.isPresent() && held.add(parent.get())) {
      putParents(builder, held, keepSet, parent.get());
      keepSet.at(parent.get()).ifPresent(kept -> builder.put(kept.path(), normal(kept)));
    }
  }

  /** Directories that only hold something come with what they hold. */
  private static boolean isAskedFor(Kept directory) {
    return !directory.reason().how().equals(Reason.HOLDS);
  }

  private Entry normal(Kept kept) {
    Entry entry = kept.entry();
    Attributes attributes = entry.attributes();
    Instant mtime = attributes.mtime();
    // A .pyc file records the time of its .py; Python compiles again at each start if they differ.
    boolean keepsTime = kept.path().name().endsWith(".py") && entry instanceof Entry.RegularFile;
    Attributes normal =
        attributes.withMtime(keepsTime ? Instant.ofEpochSecond(mtime.getEpochSecond()) : time);
    if (kind == Source.Kind.THIS_MACHINE) {
      normal = normal.withOwner(0, 0);
    }
    return entry.withAttributes(normal);
  }

  /** The loader and the libraries of the C library, by name. */
  private static boolean isRuntime(ImagePath path) {
    String name = path.name();
    return RUNTIME.matcher(name).matches();
  }
}
