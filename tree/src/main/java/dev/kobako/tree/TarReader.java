package dev.kobako.tree;

import dev.kobako.image.Content;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads the members of a tar, in their order, without reading contents: these stay slices of the
 * tar. Understands the seventh edition's form, ustar, star, GNU and PAX, with all of GNU's sparse
 * forms.
 *
 * <p>Where forms leave a choice, it is what Go's archive/tar does, since that is what Docker,
 * containerd and podman unpack with: a name from a GNU header wins over one from PAX; global PAX
 * headers are checked and have no effect; a tar may end without its two zero blocks, but not inside
 * a member; what follows the two zero blocks is not looked at.
 *
 * <p>Every oddity is a {@link dev.kobako.diagnostic.KobakoException finding} that names the tar and
 * the offset of the header.
 */
public final class TarReader implements Closeable {
  private final Content tar;
  private final String name;
  private final TarLimits limits;
  private final TarSource source;
  private final byte[] block = new byte[TarHeader.BLOCK];
  private final TarMembers members;
  private long position;
  private long count;

  /** The extensions that have been read for the next member. */
  private Extensions extensions = Extensions.NONE;

  /** What stands in headers of their own before a member. */
  record Extensions(PaxRecords pax, Optional<String> longName, Optional<String> longLink) {
    static final Extensions NONE =
        new Extensions(PaxRecords.NONE, Optional.empty(), Optional.empty());

    boolean isNone() {
      return pax == PaxRecords.NONE && longName.isEmpty() && longLink.isEmpty();
    }
  }

  /**
   * A reader at the start of a tar.
   *
   * @param tar uncompressed
   * @param name what messages call it
   * @throws IOException if the content can't be opened
   */
  public TarReader(Content tar, String name, TarLimits limits) throws IOException {
    this.tar = tar;
    this.name = name;
    this.limits = limits;
    this.source = new TarSource(tar.openChannel());
    this.members = new TarMembers(limits);
  }

  /** A reader with the {@link TarLimits#DEFAULT usual limits}. */
  public TarReader(Content tar, String name) throws IOException {
    this(tar, name, TarLimits.DEFAULT);
  }

  /** The next member; empty at the end. */
  public Optional<TarMember> next() throws IOException {
    extensions = Extensions.NONE;
    long first = position;
    while (true) {
      TarPlace place = new TarPlace(name, position);
      if (!readHeader(place)) {
        return Optional.empty();
      }
      TarHeader header = new TarHeader(block, place);
      header.requireChecksum();
      switch (header.type()) {
        case 'x', 'X' ->
            extensions =
                new Extensions(
                    PaxRecords.parse(extension(header, place), place),
                    extensions.longName,
                    extensions.longLink);
        case 'g' -> PaxRecords.parse(extension(header, place), place);
        case 'L' ->
            extensions =
                new Extensions(
                    extensions.pax, Optional.of(longText(header, place)), extensions.longLink);
        case 'K' ->
            extensions =
                new Extensions(
                    extensions.pax, extensions.longName, Optional.of(longText(header, place)));
        // A GNU volume label says how the archive is called.
        case 'V' -> extensions = Extensions.NONE;
        default -> {
          return Optional.of(member(header, new TarPlace(name, first)));
        }
      }
    }
  }

  private TarMember member(TarHeader header, TarPlace place) throws IOException {
    if (++count > limits.entries()) {
      throw place.finding("more than " + limits.entries() + " entries");
    }
    PaxRecords pax = extensions.pax;
    long written = pax.integer("size").orElse(members.hasContent(header) ? header.size() : 0);
    if (written < 0) {
      throw place.finding("a size of " + written + " bytes, expected 0 or more");
    }
    long size = members.hasContent(header) ? written : 0;
    if (header.type() == 'S') {
      SparseMap map = new SparseMap(place);
      readOldSparseMap(header, map, place);
      SparseContent content = map.over(slice(size, place), header.sparseRealSize());
      return members.of(header, extensions, content, place);
    }
    SliceContent content = slice(size, place);
    return members.of(header, extensions, sparse(pax, content, place).orElse(content), place);
  }

  /** The next {@code size} bytes, which are skipped with the rest of their last block. */
  private SliceContent slice(long size, TarPlace place) {
    long left = source.size() - position;
    if (size > left) {
      throw place.finding(
          "a content of " + size + " bytes, but the tar has only " + left + " left");
    }
    SliceContent content = new SliceContent(tar, position, size);
    position += size;
    // The last content may lack its padding.
    position = Math.min(position + padding(size), source.size());
    return content;
  }

  private static long padding(long size) {
    return (TarHeader.BLOCK - size % TarHeader.BLOCK) % TarHeader.BLOCK;
  }

  private static Optional<Content> sparse(PaxRecords pax, SliceContent content, TarPlace place)
      throws IOException {
    if (pax.integer("GNU.sparse.major").orElse(0) == 1) {
      long realSize =
          pax.integer("GNU.sparse.realsize")
              .orElseThrow(() -> place.finding("a sparse file without GNU.sparse.realsize"));
      return Optional.of(SparseMapInData.read(content, place).over(realSize));
    }
    var realSize = pax.integer("GNU.sparse.size");
    return realSize.isEmpty()
        ? Optional.empty()
        : Optional.of(pax.sparseMap().over(content, realSize.getAsLong()));
  }

  private void readOldSparseMap(TarHeader header, SparseMap map, TarPlace place)
      throws IOException {
    boolean more = header.addSparse(map);
    byte[] extra = new byte[TarHeader.BLOCK];
    while (more) {
      if (source.read(position, extra, extra.length) < extra.length) {
        throw place.finding("a sparse map that goes on beyond the end of the tar");
      }
      position += extra.length;
      more = new TarHeader(extra, place).addMoreSparse(map);
    }
  }

  /** Reads a header into {@link #block}; false at the end of the tar. */
  private boolean readHeader(TarPlace place) throws IOException {
    int read = source.read(position, block, block.length);
    if (read == 0) {
      return requireNoExtensions(place);
    }
    if (read < block.length) {
      throw place.finding("a header of " + read + " bytes, expected " + block.length);
    }
    position += block.length;
    if (!TarHeader.isEnd(block)) {
      return true;
    }
    read = source.read(position, block, block.length);
    if (read > 0 && !TarHeader.isEnd(block)) {
      throw place.finding("a zero block with no second one after it, but more data");
    }
    // Whatever comes now is not part of the archive, however often next() is called.
    position = source.size();
    return requireNoExtensions(place);
  }

  private boolean requireNoExtensions(TarPlace place) {
    if (!extensions.isNone()) {
      throw place.finding("the end, expected the member that the extended header before it is for");
    }
    return false;
  }

  private byte[] extension(TarHeader header, TarPlace place) throws IOException {
    long size = header.size();
    if (size > limits.extensionBytes()) {
      throw place.finding(
          "an extended header of " + size + " bytes, expected at most " + limits.extensionBytes());
    }
    SliceContent content = slice(size, place);
    byte[] bytes = new byte[(int) size];
    source.read(content.offset(), bytes, bytes.length);
    return bytes;
  }

  private String longText(TarHeader header, TarPlace place) throws IOException {
    byte[] bytes = extension(header, place);
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return PathBytes.decode(bytes, 0, end);
  }

  /** Hands on the bytes of a member that was found just now, which are read on with its header. */
  void pass(SliceContent part, ByteSink sink) throws IOException {
    source.pass(part.offset(), part.size(), sink);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
