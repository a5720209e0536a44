package dev.kobako.tree;

import dev.kobako.image.Content;
import dev.kobako.image.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A layer that is read once, from start to end, wherever it is: its members in their order, with
 * the bytes of its files while they pass. Nothing of it is kept.
 *
 * <p>What is decompressed or comes over a network is checked against its digests on the way. A tar
 * that lies on a disk of this machine is taken as it is: to hash it would take longer than all else
 * together, and whoever only looks at it, and keeps nothing, believes its bytes and not their
 * digest. Large files of it can be read in part, or later, so that the rest need not be read.
 */
public final class LayerPassage {
  /** The size in bytes of large files. Smaller ones are read together with the headers around. */
  public static final long LARGE = 128 * 1024;

  private LayerPassage() {}

  /** Is shown each member of a layer. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * The next member.
     *
     * @param bytes those of the member, if it is a regular file; they are gone when this returns
     */
    void member(TarMember member, PassingBytes bytes) throws IOException;
  }

  /** The bytes of a file that pass just now. */
  @FunctionalInterface
  public interface PassingBytes {
    /**
     * Gives all of them to a sink; to be asked once at most.
     *
     * @return whether there are any to be given: those of sparse files are not
     */
    boolean to(ByteSink sink) throws IOException;

    /**
     * The same bytes as a content that stays, where the layer lies here uncompressed and the file
     * is so large that to skip some of it pays.
     */
    default Optional<Content> lasting() {
      return Optional.empty();
    }
  }

  /**
   * Reads a layer.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where the layer is damaged
   */
  public static void read(Layer layer, TarLimits limits, Visitor visitor) throws IOException {
    if (layer.isTarHere()) {
      readInPlace(layer, limits, visitor);
    } else {
      readOnce(layer, limits, visitor);
    }
  }

  private static void readInPlace(Layer layer, TarLimits limits, Visitor visitor)
      throws IOException {
    try (TarReader reader = new TarReader(layer.blob(), name(layer), limits)) {
      for (Optional<TarMember> member = reader.next(); member.isPresent(); member = reader.next()) {
        SliceContent slice = slice(member.get()).orElse(null);
        visitor.member(member.get(), slice == null ? _ -> false : new InPlace(reader, slice));
      }
    }
  }

  private record InPlace(TarReader reader, SliceContent slice) implements PassingBytes {
    @Override
    public boolean to(ByteSink sink) throws IOException {
      reader.pass(slice, sink);
      return true;
    }

    @Override
    public Optional<Content> lasting() {
      return slice.size() < LARGE ? Optional.empty() : Optional.of(slice);
    }
  }

  private static void readOnce(Layer layer, TarLimits limits, Visitor visitor) throws IOException {
    String name = name(layer);
    try (InputStream in = layer.open()) {
      StreamedTar tar = new StreamedTar(in, name);
      try (TarReader reader = new TarReader(tar, name, limits)) {
        for (Optional<TarMember> member = reader.next();
            member.isPresent();
            member = reader.next()) {
          SliceContent slice = slice(member.get()).orElse(null);
          visitor.member(
              member.get(),
              sink -> {
                if (slice != null) {
                  tar.pass(slice, sink);
                }
                return slice != null;
              });
        }
      }
      tar.requireWhole();
    }
  }

  private static Optional<SliceContent> slice(TarMember member) {
    return member.item() instanceof TarMember.Item.Placed(Entry.RegularFile file)
            && file.content() instanceof SliceContent slice
        ? Optional.of(slice)
        : Optional.empty();
  }

  /** What messages call a layer. */
  public static String name(Layer layer) {
    return "layer " + layer.descriptor().digest();
  }
}
