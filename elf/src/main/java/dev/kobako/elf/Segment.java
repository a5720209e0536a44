package dev.kobako.elf;

/**
 * One program header: a range of the file with a meaning for the kernel or the loader. The numbers
 * are as in the file and may point anywhere; a negative one is above 2^63.
 *
 * @param type {@code p_type}
 * @param flags {@code p_flags}: 1 executable, 2 writable, 4 readable
 * @param offset in bytes from the start of the file
 * @param address where it is mapped
 * @param fileSize in bytes
 * @param memorySize in bytes; what exceeds {@code fileSize} is zero
 * @param alignment in bytes
 */
public record Segment(
    int type,
    int flags,
    long offset,
    long address,
    long fileSize,
    long memorySize,
    long alignment) {
  static final int LOAD = 1;
  static final int DYNAMIC = 2;
  static final int INTERP = 3;
  static final int NOTE = 4;

  boolean executable() {
    return (flags & 1) != 0;
  }

  boolean writable() {
    return (flags & 2) != 0;
  }

  /** Whether all its bytes lie in a file of {@code size} bytes. */
  boolean within(long size) {
    return offset >= 0 && fileSize >= 0 && offset <= size && fileSize <= size - offset;
  }
}
