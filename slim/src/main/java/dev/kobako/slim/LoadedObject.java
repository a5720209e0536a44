package dev.kobako.slim;

import dev.kobako.elf.ElfFile;
import dev.kobako.tree.ImagePath;
import java.util.List;

/**
 * An ELF file of a running program: the program itself or a library that is mapped with it.
 *
 * @param path without links
 * @param elf its facts
 */
record LoadedObject(ImagePath path, ElfFile elf) {
  /** Whether this is part of the C library, whose own calls say nothing about the program. */
  boolean isLibc() {
    String name = path.name();
    return name.startsWith("libc.so")
        || name.startsWith("libc-2.")
        || name.startsWith("ld-")
        || name.startsWith("libpthread")
        || name.startsWith("libdl")
        || name.startsWith("libresolv")
        || name.startsWith("libnss_")
        || name.startsWith("libnsl")
        || name.startsWith("libm.so")
        || name.startsWith("librt");
  }

  /** Whether it calls any of these functions of another object. */
  boolean imports(List<String> functions) {
    for (String function : functions) {
      if (elf.importedSymbols().contains(function)) {
        return true;
      }
    }
    return false;
  }
}
