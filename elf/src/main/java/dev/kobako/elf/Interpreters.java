package dev.kobako.elf;

import java.util.List;
import java.util.Optional;

/** The kernel's part: it maps the interpreter, or does not start the program. */
final class Interpreters {
  private Interpreters() {}

  /** Enters the interpreter in the list, or reports it as missing. */
  static void enter(Probes probes, LinkList list, String path) {
    LinkedObject program = list.program();
    Optional<LoaderView.Found> found = probes.find(path);
    String why = "the interpreter does not exist";
    if (found.isPresent()) {
      try {
        ElfFile elf = probes.elf(found.get());
        if (elf.machine() == program.elf().machine() && elf.type().loadable()) {
          LinkedObject object = LinkedObject.library(path, found.get().realPath(), elf, program);
          list.enter(object);
          list.alias(path, object);
          list.alias(path.substring(path.lastIndexOf('/') + 1), object);
          return;
        }
        why =
            elf.type().loadable()
                ? "the interpreter is for machine %d, the program for machine %d"
                    .formatted(elf.machine(), program.elf().machine())
                : "the interpreter is an ELF file of type " + elf.type() + ", expected DYN";
      } catch (Unusable e) {
        why = "the interpreter " + e.why();
      }
    }
    list.miss(new MissingLibrary(path, program.realPath(), List.of(path), why));
  }
}
