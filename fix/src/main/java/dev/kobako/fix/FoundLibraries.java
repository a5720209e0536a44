package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.elf.DynamicLoader;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.LoadRequest;
import dev.kobako.elf.LoaderView;
import dev.kobako.elf.MissingLibrary;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether the programs and libraries of an image find the loader and the libraries that they ask
 * for.
 */
final class FoundLibraries {
  private final Tree tree;
  private final View view;
  private final Map<String, DynamicLoader> loaders = new HashMap<>();

  FoundLibraries(Tree tree) {
    this.tree = tree;
    this.view = new View(tree);
  }

  /**
   * What is missing, by file, for people.
   *
   * @param before an image in which some of it may be missing as well, which is nobody's fault
   */
  List<String> missing(Tree before) throws IOException {
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
      Optional<LoaderView.Found> found = view.find(path.toString());
      Optional<ElfFile> elf = found.isPresent() ? found.get().elf() : Optional.empty();
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
      return loader(elf.get()).load(LoadRequest.of(path.toString())).missing().stream()
          .map(MissingLibrary::name)
          .distinct()
          .toList();
    } catch (KobakoException _) {
      return List.of(); // no loader would read it, here or there
    }
  }

  private DynamicLoader loader(ElfFile elf) {
    String key =
        elf.interpreter().orElseGet(() -> elf.needed().toString())
            + "|"
            + elf.machine()
            + "|"
            + elf.elfClass();
    return loaders.computeIfAbsent(key, _ -> DynamicLoader.of(view, elf));
  }

  /** A tree as loaders see it, each file parsed once. */
  private static final class View implements LoaderView {
    private final Tree tree;
    private final Map<ImagePath, TreeFile> files = new HashMap<>();

    View(Tree tree) {
      this.tree = tree;
    }

    @Override
    public Optional<Found> find(String path) {
      if (!path.startsWith("/")) {
        return Optional.empty();
      }
      Resolution resolution = tree.resolve(path);
      return resolution
          .file()
          .map(file -> files.computeIfAbsent(resolution.place(), at -> new TreeFile(at, file)));
    }

    @Override
    public List<String> names(String directory) {
      Resolution resolution = tree.resolve(directory);
      return resolution.entry().isPresent() ? tree.names(resolution.place()) : List.of();
    }
  }

  private static final class TreeFile implements LoaderView.Found {
    private final ImagePath place;
    private final Entry.RegularFile file;
    private boolean parsed;
    private Optional<ElfFile> elf = Optional.empty();

    TreeFile(ImagePath place, Entry.RegularFile file) {
      this.place = place;
      this.file = file;
    }

    @Override
    public String realPath() {
      return place.toString();
    }

    @Override
    public SeekableByteChannel open() throws IOException {
      return file.content().openChannel();
    }

    @Override
    public Optional<ElfFile> elf() throws IOException {
      if (!parsed) {
        elf = LoaderView.Found.super.elf();
        parsed = true;
      }
      return elf;
    }
  }
}
