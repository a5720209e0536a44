package dev.kobako.elf;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.Optional;

/** The program of a request, if the kernel would try to start it. */
final class Programs {
  private Programs() {}

  static LinkedObject find(Probes probes, String path) {
    Optional<LoaderView.Found> found = probes.find(path);
    if (found.isEmpty()) {
      throw KobakoException.finding(Diagnostic.of(path, "there is no such file"));
    }
    try {
      ElfFile elf = probes.elf(found.get());
      if (!elf.type().loadable()) {
        throw new Unusable("is an ELF file of type " + elf.type() + ", expected EXEC or DYN");
      }
      return LinkedObject.program(path, found.get().realPath(), elf);
    } catch (Unusable e) {
      throw KobakoException.finding(Diagnostic.of(path, e.why()));
    }
  }
}
