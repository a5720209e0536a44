package dev.kobako.loading;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.LoadRequest;
import dev.kobako.elf.MissingLibrary;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the programs and libraries of an image find the loader and the libraries that they ask
 * for.
 */
public final class FoundLibraries {
  private final Tree tree;
  private final TreeLoaderView view;

  /** Those of an image's tree. */
  public FoundLibraries(Tree tree) {
    this.tree = tree;
    this.view = new TreeLoaderView(tree);
  }

  /**
   * What is missing, by file, for people.
   *
   * @param before an image in which some of it may be missing as well, which is nobody's fault
   */
  public List<String> missing(Tree before) throws IOException {
    List<ImagePath> files = new ArrayList<>();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (entry instanceof Entry.RegularFile) {
            files.add(path);
          }
        });
    List<String> missing = new ArrayList<>();
    FoundLibraries old = new FoundLibraries(before);
    for (ImagePath each : files) {
      Set<String> lost = new TreeSet<>(missingFor(each));
      if (!lost.isEmpty()) {
        old.missingFor(each).forEach(lost::remove);
      }
      lost.forEach(name -> missing.add(each + " does not find " + name));
    }
    return missing;
  }

  /** The names of what a file asks for in vain; none where it is no ELF file, or damaged. */
  private List<String> missingFor(ImagePath path) throws IOException {
    try {
      Optional<ElfFile> elf = view.elfAt(path.toString());
      if (elf.isEmpty() || !elf.get().isDynamic()) {
        return List.of();
      }
      Optional<String> interpreter = elf.get().interpreter();
      if (interpreter.isPresent() && view.find(interpreter.get()).isEmpty()) {
        return List.of(interpreter.get());
      }
      if (interpreter.isEmpty() && elf.get().needed().isEmpty()) {
        return List.of();
      }
      return view.loaderOf(elf.get()).load(LoadRequest.of(path.toString())).missing().stream()
          .map(MissingLibrary::name)
          .distinct()
          .toList();
    } catch (KobakoException _) {
      return List.of(); // no loader would read it, here or there
    }
  }
}
