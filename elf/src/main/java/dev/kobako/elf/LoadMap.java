package dev.kobako.elf;

import java.util.List;
import java.util.Optional;

/**
 * What a dynamic loader maps for a program.
 *
 * @param interpreter the loader's path as in {@code PT_INTERP}; it is not among the libraries
 * @param libraries in the order in which they are loaded, each file once; where there are several
 *     kinds of CPU, what only some of them load comes last
 * @param missing what no kind of CPU finds
 * @param needsCache whether some library is found through {@code ld.so.cache} only
 * @param configuration files that the loader reads at run time and that change what it does,
 *     besides the cache
 */
public record LoadMap(
    Optional<String> interpreter,
    List<LoadedLibrary> libraries,
    List<MissingLibrary> missing,
    boolean needsCache,
    List<String> configuration) {
  public LoadMap {
    libraries = List.copyOf(libraries);
    missing = List.copyOf(missing);
    configuration = List.copyOf(configuration);
  }
}
