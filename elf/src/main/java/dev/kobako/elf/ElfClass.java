package dev.kobako.elf;

/** The width of addresses and offsets in an ELF file ({@code EI_CLASS}). */
public enum ElfClass {
  ELF32(52, 32, 40, 8, 16),
  ELF64(64, 56, 64, 16, 24);

  private final int headerSize;
  private final int segmentHeaderSize;
  private final int sectionHeaderSize;
  private final int dynamicEntrySize;
  private final int symbolSize;

  ElfClass(
      int headerSize,
      int segmentHeaderSize,
      int sectionHeaderSize,
      int dynamicEntrySize,
      int symbolSize) {
    this.headerSize = headerSize;
    this.segmentHeaderSize = segmentHeaderSize;
    this.sectionHeaderSize = sectionHeaderSize;
    this.dynamicEntrySize = dynamicEntrySize;
    this.symbolSize = symbolSize;
  }

  int headerSize() {
    return headerSize;
  }

  int segmentHeaderSize() {
    return segmentHeaderSize;
  }

  int sectionHeaderSize() {
    return sectionHeaderSize;
  }

  int dynamicEntrySize() {
    return dynamicEntrySize;
  }

  int symbolSize() {
    return symbolSize;
  }
}
