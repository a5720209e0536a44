package dev.kobako.tree;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.image.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A layer that was written, read once from start to end to see whether it says what was meant. It
 * is decompressed and checked against its digests on the way; nothing of it is kept, so that no
 * second copy of its files has to be on a disk.
 */
public final class ReadBack {
  private final Tree meant;
  private final String name;

  private ReadBack(Tree meant, String name) {
    this.meant = meant;
    this.name = name;
  }

  /**
   * The tree that the layer makes on top of others. Its files have been compared with those that
   * were meant byte by byte, and have their contents; where a file of another size, or none, was
   * meant, its content can't be read any more. All else is left to {@link TreeDiff}.
   *
   * @param below what the layers below make
   * @param height how many these are
   * @param meant what the layer was written for
   * @throws KobakoException a finding, where the layer is damaged; outside, where the bytes of a
   *     file are not those that were meant
   * @throws IOException if the layer or a content that was meant can't be read
   */
  public static MemoryTree onto(MemoryTree below, int height, Layer layer, Tree meant)
      throws IOException {
    String name = "layer " + layer.descriptor().digest();
    try (InputStream in = layer.open()) {
      StreamedTar tar = new StreamedTar(in, name);
      ReadBack readBack = new ReadBack(meant, name);
      MemoryTree tree =
          LayeredTree.onto(below, height, List.of(new LayerTar(tar, name, "")), readBack::compared);
      tar.requireWhole();
      return tree;
    }
  }

  private TarMember compared(TarMember member, TarPlace place) throws IOException {
    if (!(member.item() instanceof TarMember.Item.Placed(Entry.RegularFile file))) {
      return member;
    }
    ImagePath path = MemberName.of(member.name(), TarLimits.DEFAULT, place).path();
    if (!(meant.entry(path).orElse(null) instanceof Entry.RegularFile expected)
        || file.content().size() != expected.content().size()) {
      return member;
    }
    if (!ContentComparison.same(file.content(), expected.content())) {
      throw KobakoException.outside(
          Diagnostic.of(
              Printable.text(name + ": " + path),
              "the bytes that are read back are not those that were to be written",
              "check the disk and try again"),
          null);
    }
    Content content = expected.content();
    Entry same = new Entry.RegularFile(file.attributes(), content, file.inode());
    return new TarMember(member.name(), new TarMember.Item.Placed(same), member.offset());
  }
}
