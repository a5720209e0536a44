package dev.kobako.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The file header. {@code EI_CLASS} and {@code EI_DATA} are believed only if the rest agrees: the
 * kernel starts a program without looking at them, so what the fields themselves say wins.
 *
 * @param identTrue whether {@code EI_CLASS} and {@code EI_DATA} say what the file is; a loader
 *     refuses a library where they do not
 */
record ElfHeader(
    ElfClass elfClass,
    ByteOrder byteOrder,
    boolean identTrue,
    int osAbi,
    ElfType type,
    int machine,
    long segmentOffset,
    int segmentSize,
    int segmentCount,
    long sectionOffset,
    int sectionSize,
    int sectionCount,
    int sectionNames) {

  /** Sets the byte order of {@code bytes}. */
  static ElfHeader read(ElfBytes bytes) throws IOException {
    if (bytes.size() < ElfClass.ELF32.headerSize()) {
      throw bytes.malformed(
          "the file has "
              + bytes.size()
              + " bytes, but its header alone takes "
              + ElfClass.ELF32.headerSize()
              + " or more");
    }
    int classByte = bytes.slice(4, 1).get(0);
    int dataByte = bytes.slice(5, 1).get(0);
    ByteOrder order = order(bytes, dataByte);
    bytes.order(order);
    ElfClass elfClass = elfClass(bytes, classByte);
    if (bytes.size() < elfClass.headerSize()) {
      throw bytes.malformed(
          "the file has "
              + bytes.size()
              + " bytes, but its header alone takes "
              + elfClass.headerSize());
    }
    boolean identTrue =
        classByte == (elfClass == ElfClass.ELF32 ? 1 : 2)
            && dataByte == (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2);
    return fields(bytes.slice(0, elfClass.headerSize()), elfClass, order, identTrue);
  }

  private static ElfHeader fields(
      ByteBuffer header, ElfClass elfClass, ByteOrder order, boolean identTrue) {
    boolean wide = elfClass == ElfClass.ELF64;
    int sizes = wide ? 52 : 40;
    return new ElfHeader(
        elfClass,
        order,
        identTrue,
        header.get(7) & 0xff,
        ElfType.of(header.getShort(16) & 0xffff),
        header.getShort(18) & 0xffff,
        wide ? header.getLong(32) : header.getInt(28) & 0xffffffffL,
        header.getShort(sizes + 2) & 0xffff,
        header.getShort(sizes + 4) & 0xffff,
        wide ? header.getLong(40) : header.getInt(32) & 0xffffffffL,
        header.getShort(sizes + 6) & 0xffff,
        header.getShort(sizes + 8) & 0xffff,
        header.getShort(sizes + 10) & 0xffff);
  }

  /** {@code e_version} is 1 in every ELF file there is, so it tells the byte order. */
  private static ByteOrder order(ElfBytes bytes, int dataByte) throws IOException {
    ByteBuffer version = bytes.slice(20, 4);
    if (version.order(ByteOrder.LITTLE_ENDIAN).getInt(0) == 1) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    if (version.order(ByteOrder.BIG_ENDIAN).getInt(0) == 1 || dataByte == 2) {
      return ByteOrder.BIG_ENDIAN;
    }
    return ByteOrder.LITTLE_ENDIAN;
  }

  /** {@code e_ehsize} lies at another place and is another number in each class. */
  private static ElfClass elfClass(ElfBytes bytes, int classByte) throws IOException {
    boolean narrow = bytes.slice(40, 2).getShort(0) == ElfClass.ELF32.headerSize();
    boolean wide =
        bytes.size() >= ElfClass.ELF64.headerSize()
            && bytes.slice(52, 2).getShort(0) == ElfClass.ELF64.headerSize();
    if (narrow != wide) {
      return wide ? ElfClass.ELF64 : ElfClass.ELF32;
    }
    return switch (classByte) {
      case 1 -> ElfClass.ELF32;
      case 2 -> ElfClass.ELF64;
      default ->
          throw bytes.malformed(
              "the class byte EI_CLASS is " + (classByte & 0xff) + ", expected 1 or 2");
    };
  }
}
