package dev.kobako.slim;

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

/**
 * A tree as a dynamic loader sees it. Each file is parsed once, however many programs load it; not
 * for use by several threads.
 */
final class TreeLoaderView implements LoaderView {
  /**
   * The texts of larger files are read again rather than remembered: they would fill the memory.
   */
  private static final long REMEMBERED = 2 << 20;

  private static final int MOST_LARGE = 6;

  private final Tree tree;
  private final Map<String, Optional<Found>> byPath = new HashMap<>();
  private final Map<ImagePath, TreeFile> files = new HashMap<>();

  private final Map<ImagePath, ObjectTexts> texts = new HashMap<>();

  /** Those of large objects that were asked for last: extensions of one program share libraries. */
  private final Map<ImagePath, ObjectTexts> largeTexts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ImagePath, ObjectTexts> eldest) {
          return size() > MOST_LARGE;
        }
      };

  TreeLoaderView(Tree tree) {
    this.tree = tree;
  }

  @Override
  public Optional<Found> find(String path) {
    return byPath.computeIfAbsent(path, this::look);
  }

  private Optional<Found> look(String path) {
    Resolution resolution = tree.resolve(path);
    return resolution.file().map(file -> fileAt(resolution.place(), file));
  }

  /** What is written in an object; read once for all closures, unless many are large. */
  ObjectTexts texts(LoadedObject object) {
    TreeFile file = files.get(object.path());
    boolean small = file != null && file.file.content().size() <= REMEMBERED;
    return (small ? texts : largeTexts)
        .computeIfAbsent(object.path(), _ -> new ObjectTexts(object, this));
  }

  /** The parsed form of the file at a path without links. */
  TreeFile fileAt(ImagePath place, Entry.RegularFile file) {
    return files.computeIfAbsent(place, key -> new TreeFile(key, file));
  }

  @Override
  public List<String> names(String directory) {
    Resolution resolution = tree.resolve(directory);
    return resolution.entry().isPresent() ? tree.names(resolution.place()) : List.of();
  }

  /** A regular file of the tree, parsed when asked for and then remembered. */
  static final class TreeFile implements LoaderView.Found {
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
        try (SeekableByteChannel channel = open()) {
          elf = ElfFile.read(channel, place.toString());
        }
        parsed = true;
      }
      return elf;
    }
  }
}
