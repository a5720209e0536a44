package dev.kobako.tree;

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
 * digest.
 */
public final class LayerPassage {
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
  }

  /**
   * Reads a layer.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where the layer is damaged
   */
  public static void read(Layer layer, TarLimits limits, Visitor visitor) throws IOException {
    String name = name(layer);
    try (InputStream in = open(layer)) {
      StreamedTar tar = new StreamedTar(in, name);
      try (TarReader reader = new TarReader(tar, name, limits)) {
        for (Optional<TarMember> member = reader.next();
            member.isPresent();
            member = reader.next()) {
          visitor.member(member.get(), bytes(member.get(), tar));
        }
      }
      tar.requireWhole();
    }
  }

  private static InputStream open(Layer layer) throws IOException {
    boolean liesHere = !layer.blob().isRemote();
    boolean isTar = layer.descriptor().digest().equals(layer.diffId());
    return liesHere && isTar ? layer.blob().open() : layer.open();
  }

  /** What messages call a layer. */
  public static String name(Layer layer) {
    return "layer " + layer.descriptor().digest();
  }

  private static PassingBytes bytes(TarMember member, StreamedTar tar) {
    if (member.item() instanceof TarMember.Item.Placed(Entry.RegularFile file)
        && file.content() instanceof SliceContent slice) {
      return sink -> {
        tar.pass(slice, sink);
        return true;
      };
    }
    return _ -> false;
  }
}
