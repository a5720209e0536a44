package dev.kobako.elf;

/** What an ELF file is for ({@code e_type}). */
public enum ElfType {
  NONE,
  /** Relocatable: an object file or a kernel module. */
  REL,
  /** A program at fixed addresses. */
  EXEC,
  /** A shared library or a position-independent program. */
  DYN,
  /** A memory dump. */
  CORE,
  OTHER;

  static ElfType of(int value) {
    return value >= 0 && value <= 4 ? values()[value] : OTHER;
  }

  /** Whether the kernel or a loader would map the file. */
  boolean loadable() {
    return this == EXEC || this == DYN;
  }
}
