package dev.kobako.elf;

import java.util.Optional;

/**
 * A dynamic loader as a model: says which files it would map, without running anything. One
 * instance remembers what it found at which path and serves many programs of the same root that is
 * not changed meanwhile; it is for one thread at a time.
 *
 * <p>All methods throw {@link dev.kobako.diagnostic.KobakoException}: a finding if the program
 * can't be started by any kernel or its closure exceeds every sane bound, an outside failure if the
 * root can't be read. A damaged library is no exception but a {@link MissingLibrary}.
 */
public sealed interface DynamicLoader permits GlibcLoader, MuslLoader {
  /**
   * The loader that the kernel would start for {@code program}; for a file that names none, the one
   * that its libraries belong to.
   */
  static DynamicLoader of(LoaderView view, ElfFile program) {
    Probes probes = new Probes(view);
    String interpreter = interpreter(program);
    return isMusl(probes, interpreter)
        ? new MuslLoader(probes, interpreter)
        : new GlibcLoader(probes, interpreter);
  }

  /** The path of that loader: all files of one machine with the same one can share it. */
  static String interpreter(ElfFile program) {
    return program
        .interpreter()
        .filter(path -> !path.isEmpty())
        .orElseGet(() -> {
          boolean musl =
              program.needed().stream()
                  .anyMatch(name -> name.equals("libc.so") || name.startsWith("libc.musl-"));
          return musl
              ? "/lib/ld-musl-" + MuslLoader.arch(program) + ".so.1"
              : Machine.of(program).loader();
        });
  }

  /** What is mapped when the program starts; for a static program nothing. */
  LoadMap load(LoadRequest request);

  /**
   * What {@code dlopen(name)} maps beyond what the program's start has mapped.
   *
   * @param caller path of the object that calls
   * @return empty if the name is not found; a library that is already there adds nothing
   */
  Optional<LoadMap> open(LoadRequest request, String caller, String name);

  private static boolean isMusl(Probes probes, String interpreter) {
    String name = interpreter.substring(interpreter.lastIndexOf('/') + 1);
    if (name.startsWith("ld-musl-")) {
      return true;
    }
    if (name.startsWith("ld-linux") || name.startsWith("ld64.so")) {
      return false;
    }
    return probes
        .find(interpreter)
        .map(found ->
            probes.constants(found).stream().anyMatch(text -> text.startsWith("/etc/ld-musl-")))
        .orElse(false);
  }
}
