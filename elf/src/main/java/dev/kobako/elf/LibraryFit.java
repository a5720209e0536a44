package dev.kobako.elf;

/** Whether a file with the right name can be mapped into a program, as glibc decides it. */
final class LibraryFit {
  private LibraryFit() {}

  /**
   * True if it fits; false if the search goes on as if it were not there, which is so for other
   * machines' libraries.
   *
   * @throws Unusable if the search ends here and the program does not start
   */
  static boolean fits(ElfFile library, ElfFile program) throws Unusable {
    if (library.elfClass() != program.elfClass() || library.machine() != program.machine()) {
      return false;
    }
    if (!library.identTrue() || library.byteOrder() != program.byteOrder()) {
      throw new Unusable("is an ELF file whose e_ident bytes do not fit the rest");
    }
    if (library.type() != ElfType.DYN) {
      throw new Unusable("is an ELF file of type " + library.type() + ", expected DYN");
    }
    if (library.isPie()) {
      throw new Unusable("is a position-independent program, expected a library");
    }
    if (!library.isDynamic()) {
      throw new Unusable("is an ELF file without a dynamic section");
    }
    return true;
  }
}
