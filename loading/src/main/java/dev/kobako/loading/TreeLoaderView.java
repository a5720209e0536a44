package dev.kobako.loading;

import dev.kobako.elf.DynamicLoader;
import dev.kobako.elf.ElfFile;
import dev.kobako.elf.LoaderView;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tree as a dynamic loader sees it. Each file is parsed once, however many programs load it; not
 * for use by several threads.
 */
public final class TreeLoaderView implements LoaderView {
  private final Tree tree;
  private final Map<String, Optional<Found>> byPath = new HashMap<>();
  private final Map<ImagePath, TreeFile> files = new HashMap<>();
  private final Map<String, DynamicLoader> loaders = new HashMap<>();

  /** A view of a tree, of which nothing is read yet. */
  public TreeLoaderView(Tree tree) {
    this.tree = tree;
  }

  @Override
  public Optional<Found> find(String path) {
    return byPath.computeIfAbsent(path, this::look);
  }

  private Optional<Found> look(String path) {
    if (!path.startsWith("/")) {
      return Optional.empty(); // where that leads depends on where a program is started
    }
    Resolution resolution = tree.resolve(path);
    return resolution.file().map(file -> fileAt(resolution.place(), file));
  }

  @Override
  public List<String> names(String directory) {
    Resolution resolution = tree.resolve(directory);
    return resolution.entry().isPresent() ? tree.names(resolution.place()) : List.of();
  }

  /** The file at a path without links, which was looked up already. */
  public Found fileAt(ImagePath place, Entry.RegularFile file) {
    return files.computeIfAbsent(place, key -> new TreeFile(key, file));
  }

  /**
   * The facts of the ELF file at a path; empty where there's none.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, if it is ELF but malformed
   */
  public Optional<ElfFile> elfAt(String path) throws IOException {
    Optional<Found> found = find(path);
    return found.isPresent() ? found.get().elf() : Optional.empty();
  }

  /** The loader that maps a file; one for each interpreter, since it remembers what it saw. */
  public DynamicLoader loaderOf(ElfFile elf) {
    String kind = elf.machine() + "|" + elf.elfClass() + "|" + elf.byteOrder();
    String key = elf.interpreter().orElseGet(() -> elf.needed().toString()) + "|" + kind;
    return loaders.computeIfAbsent(key, _ -> DynamicLoader.of(this, elf));
  }

  /** A regular file of the tree, parsed when asked for and then remembered. */
  private static final class TreeFile implements Found {
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
        elf = Found.super.elf();
        parsed = true;
      }
      return elf;
    }
  }
}
