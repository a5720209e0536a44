package dev.kobako.elf;

/**
 * One section header: a named range of the file, for linkers and debuggers; no loader reads it.
 *
 * @param name empty where the name lies outside the name table
 * @param type {@code sh_type}
 * @param flags {@code sh_flags}
 * @param address where it is mapped, if it is
 * @param offset in bytes from the start of the file
 * @param size in bytes
 * @param link {@code sh_link}: mostly the index of another section
 * @param info {@code sh_info}
 * @param alignment in bytes
 * @param entrySize in bytes, 0 where there are no entries
 */
public record Section(
    String name,
    int type,
    long flags,
    long address,
    long offset,
    long size,
    int link,
    int info,
    long alignment,
    long entrySize) {
  static final int SYMTAB = 2;
  static final int RELA = 4;
  static final int NOBITS = 8;
  static final int REL = 9;
  static final int SYMTAB_SHNDX = 18;
  static final long INFO_LINK = 0x40;

  /** Whether it is part of the running program's memory. */
  boolean allocated() {
    return (flags & 2) != 0;
  }

  /** How many bytes of the file it takes. */
  long fileSize() {
    return type == NOBITS || type == 0 ? 0 : size;
  }
}
