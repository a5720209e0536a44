package dev.kobako.elf;

import dev.kobako.elf.SplicedFile.Piece;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A library with constants that fill a segment of their own: how it is written with fewer of them.
 * All addresses stay; what follows in the file moves up by whole pages. Section headers, which no
 * loader reads, and what lies behind the segments go.
 */
public final class DataShortening {
  /** What may follow the constants in their segment: the end of empty unwind tables, and gaps. */
  private static final int MOST_BEHIND = 256;

  private static final String CONSTANTS = ".rodata";

  /** Where things are in the headers of a file with 64-bit addresses, in bytes. */
  private static final int SEGMENTS_AT = 32;

  private static final int SECTIONS_AT = 40;
  private static final int SEGMENT_COUNT_AT = 56;
  private static final int SECTION_COUNT_AT = 60;
  private static final int SECTION_NAMES_AT = 62;
  private static final int PROGRAM_HEADER = 56;
  private static final int OFFSET_AT = 8;
  private static final int FILE_SIZE_AT = 32;
  private static final int MEMORY_SIZE_AT = 40;

  private final ElfFile elf;
  private final ByteBuffer headers;
  private final Segment segment;
  private final long end;
  private final long fileSize;

  private DataShortening(
      ElfFile elf, ByteBuffer headers, Segment segment, long end, long fileSize) {
    this.elf = elf;
    this.headers = headers;
    this.segment = segment;
    this.end = end;
    this.fileSize = fileSize;
  }

  /**
   * Finds the constants.
   *
   * @param channel the file; stays open
   * @return empty if there is no segment, neither written to nor run, that holds nothing else
   */
  public static Optional<DataShortening> of(SeekableByteChannel channel, ElfFile elf)
      throws IOException {
    Section constants =
        elf.sections().stream()
            .filter(each -> each.name().equals(CONSTANTS))
            .findFirst()
            .orElse(null);
    if (constants == null || elf.elfClass() != ElfClass.ELF64) {
      return Optional.empty();
    }
    long size = channel.size();
    long end = constants.offset() + constants.fileSize();
    Segment segment =
        elf.segments().stream()
            .filter(each -> each.type() == Segment.LOAD && each.within(size))
            .filter(each -> each.offset() == constants.offset())
            .filter(each -> !each.writable() && !each.executable())
            .filter(each -> each.fileSize() == each.memorySize())
            .filter(each -> end >= each.offset() && end <= each.offset() + each.fileSize())
            .findFirst()
            .orElse(null);
    if (segment == null || !isEmpty(channel, end, segment.offset() + segment.fileSize())) {
      return Optional.empty();
    }
    int headerSize = elf.elfClass().headerSize();
    int headersSize = headerSize + elf.segments().size() * PROGRAM_HEADER;
    ByteBuffer headers = read(channel, 0, headersSize).order(elf.byteOrder());
    // Linkers write the program headers behind the file's; of files without room nothing is taken.
    boolean usual =
        headers.limit() == headersSize
            && headersSize <= segment.offset()
            && headers.getLong(SEGMENTS_AT) == headerSize
            && headers.getShort(SEGMENT_COUNT_AT) == elf.segments().size();
    return usual
        ? Optional.of(new DataShortening(elf, headers, segment, end, size))
        : Optional.empty();
  }

  private static boolean isEmpty(SeekableByteChannel channel, long start, long end)
      throws IOException {
    if (end - start > MOST_BEHIND) {
      return false;
    }
    for (byte each : read(channel, start, (int) (end - start)).array()) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer read(SeekableByteChannel channel, long offset, int size)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    channel.position(offset);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // goes on until it is full
    }
    return bytes.flip();
  }

  /** Where the constants begin in the file. */
  public long start() {
    return segment.offset();
  }

  /** Where they end. */
  public long end() {
    return end;
  }

  /**
   * The file with other constants in their place.
   *
   * @param constants not more bytes than there were
   */
  public SplicedFile with(List<Piece> constants) {
    long size = constants.stream().mapToLong(Piece::size).sum();
    if (size > end - start()) {
      throw new IllegalArgumentException(size + " bytes in the place of " + (end - start()));
    }
    long segmentEnd = segment.offset() + segment.fileSize();
    List<Segment> loaded =
        elf.segments().stream().filter(each -> each.type() == Segment.LOAD).toList();
    long page = loaded.stream().mapToLong(Segment::alignment).max().orElse(1);
    long shift = (segmentEnd - start() - size) / page * page;
    long loadedEnd =
        loaded.stream().mapToLong(each -> each.offset() + each.fileSize()).max().orElse(segmentEnd);
    List<Piece> pieces = new ArrayList<>();
    pieces.add(new Piece.Fresh(headers(size, segmentEnd, shift)));
    pieces.add(new Piece.Range(headers.limit(), start() - headers.limit()));
    pieces.addAll(constants);
    if (loadedEnd > segmentEnd) {
      pieces.add(new Piece.Fresh(ByteBuffer.allocate((int) (segmentEnd - shift - start() - size))));
      pieces.add(new Piece.Range(segmentEnd, loadedEnd - segmentEnd));
    }
    return new SplicedFile(fileSize, pieces);
  }

  private ByteBuffer headers(long size, long segmentEnd, long shift) {
    ByteBuffer bytes =
        ByteBuffer.allocate(headers.limit()).order(elf.byteOrder()).put(headers.duplicate()).flip();
    bytes.putLong(SECTIONS_AT, 0).putShort(SECTION_COUNT_AT, (short) 0);
    bytes.putShort(SECTION_NAMES_AT, (short) 0);
    for (int at = elf.elfClass().headerSize(); at < bytes.limit(); at += PROGRAM_HEADER) {
      long offset = bytes.getLong(at + OFFSET_AT);
      if (bytes.getInt(at) == Segment.LOAD && offset == segment.offset()) {
        bytes.putLong(at + FILE_SIZE_AT, size).putLong(at + MEMORY_SIZE_AT, size);
      } else if (offset >= segmentEnd) {
        bytes.putLong(at + OFFSET_AT, offset - shift);
      }
    }
    return bytes;
  }
}
