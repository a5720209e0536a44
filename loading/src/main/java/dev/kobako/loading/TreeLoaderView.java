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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tree as a dynamic loader sees it. Each ELF file is parsed once, however many programs load it;
 * nothing else is remembered of files, since a hostile file asks for millions of paths, found or
 * not. Not for use by several threads.
 */
public final class TreeLoaderView implements LoaderView {
  private static final int MOST_LOADERS = 8;

  private final Tree tree;

  /** The ELF files that were read, by their paths without links. */
  private final Map<String, TreeFile> parsed = new HashMap<>();

  /** Those that were asked for last: each remembers much, and every program can name its own. */
  private final Map<String, DynamicLoader> loaders =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DynamicLoader> eldest) {
          return size() > MOST_LOADERS;
        }
      };

  /** A view of a tree, of which nothing is read yet. */
  public TreeLoaderView(Tree tree) {
    this.tree = tree;
  }

  @Override
  public Optional<Found> find(String path) {
    TreeFile known = parsed.get(path);
    if (known != null) {
      return Optional.of(known);
    }
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
    TreeFile known = parsed.get(place.toString());
    return known != null ? known : new TreeFile(place.toString(), file);
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

  /** The loader that maps a file; one for all that share it, since it remembers what it saw. */
  public DynamicLoader loaderOf(ElfFile elf) {
    String kind = elf.machine() + "|" + elf.elfClass() + "|" + elf.byteOrder();
    String key = DynamicLoader.interpreter(elf) + "|" + kind;
    return loaders.computeIfAbsent(key, _ -> DynamicLoader.of(this, elf));
  }

  /** A regular file of the tree; remembered from when it was parsed, if it is ELF. */
  private final class TreeFile implements Found {
    private final String place;
    private final Entry.RegularFile file;
    private @Nullable ElfFile elf;

    TreeFile(String place, Entry.RegularFile file) {
      this.place = place;
      this.file = file;
    }

    @Override
    public String realPath() {
      return place;
    }

    @Override
    public SeekableByteChannel open() throws IOException {
      return file.content().openChannel();
    }

    @Override
    public Optional<ElfFile> elf() throws IOException {
      if (elf == null) {
        elf = remembered().orElse(null);
      }
      return Optional.ofNullable(elf);
    }

    /** Another one of the same file may have been asked before. */
    private Optional<ElfFile> remembered() throws IOException {
      TreeFile known = parsed.get(place);
      if (known != null) {
        return known.elf();
      }
      Optional<ElfFile> read = Found.super.elf();
      if (read.isPresent()) {
        parsed.put(place, this);
      }
      return read;
    }
  }
}
