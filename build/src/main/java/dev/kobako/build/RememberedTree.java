package dev.kobako.build;

import dev.kobako.image.Content;
import dev.kobako.image.DiskFailure;
import dev.kobako.image.LastUse;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tree of a state as far as builds before have asked for it: what a COPY asks is where its
 * destination is, and for that the headers of all layers below need not be read each time. Asked
 * for anything else, it reads the whole tree. Not safe for use by several threads.
 */
final class RememberedTree implements Tree {
  /** Whoever asks for more gains nothing: the next time some of it will be new. */
  private static final int MOST = 500;

  private static final char ABSENT = '-';
  private static final char DIRECTORY = 'd';
  private static final char LINK = 'l';
  private static final char FILE = 'f';

  private final Path file;
  private final Supplier<? extends Tree> source;
  private final Map<ImagePath, Entry> present = new HashMap<>();
  private final Set<ImagePath> absent = new HashSet<>();
  private @Nullable Tree whole;
  private boolean changed;

  /**
   * Reads what is remembered.
   *
   * @param file of nothing but this tree; need not be there
   * @param source the whole tree
   */
  RememberedTree(Path file, Supplier<? extends Tree> source) {
    this.file = file;
    this.source = source;
    RecordFiles.read(file).ifPresent(this::parse);
  }

  private void parse(byte[] bytes) {
    LastUse.note(file);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      while (in.available() > 0) {
        parseOne(in);
      }
    } catch (IOException | IllegalArgumentException | DateTimeException _) {
      present.clear(); // what is damaged is as good as absent
      absent.clear();
    }
  }

  private void parseOne(DataInputStream in) throws IOException {
    char kind = in.readChar();
    ImagePath path = ImagePath.of(in.readUTF());
    switch (kind) {
      case ABSENT -> absent.add(path);
      case DIRECTORY -> present.put(path, new Entry.Directory(attributes(in)));
      case LINK -> present.put(path, new Entry.Symlink(attributes(in), in.readUTF()));
      case FILE -> {
        Content content = new LazyContent(() -> contentOf(path));
        present.put(path, new Entry.RegularFile(attributes(in), content, in.readLong()));
      }
      default -> throw new IOException("an entry of kind " + kind);
    }
  }

  private static Attributes attributes(DataInputStream in) throws IOException {
    int mode = in.readInt();
    int uid = in.readInt();
    int gid = in.readInt();
    Instant mtime = Instant.ofEpochSecond(in.readLong(), in.readInt());
    SortedMap<String, String> xattrs = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      xattrs.put(in.readUTF(), in.readUTF());
    }
    return new Attributes(mode, uid, gid, mtime, xattrs);
  }

  private Content contentOf(ImagePath path) {
    if (whole().entry(path).orElse(null) instanceof Entry.RegularFile found) {
      return found.content();
    }
    throw DiskFailure.reading(file, new IOException("it names " + path + ", which is no file"));
  }

  private Tree whole() {
    Tree read = whole;
    if (read == null) {
      read = source.get();
      whole = read;
    }
    return read;
  }

  @Override
  public Optional<Entry> entry(ImagePath path) {
    Entry known = present.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    if (isAbsent(path)) {
      return Optional.empty();
    }
    Optional<Entry> found = whole().entry(path);
    if (present.size() + absent.size() <= MOST) {
      found.ifPresentOrElse(entry -> present.put(path, entry), () -> absent.add(path));
      changed = true;
    }
    return found;
  }

  /** Nothing is below what is not there or is no directory. */
  private boolean isAbsent(ImagePath path) {
    Optional<ImagePath> place = Optional.of(path);
    while (place.isPresent()) {
      Entry above = present.get(place.get());
      if (absent.contains(place.get()) || (above != null && !(above instanceof Entry.Directory))) {
        return true;
      }
      if (above != null) {
        return false;
      }
      place = place.get().parent();
    }
    return false;
  }

  @Override
  public List<String> names(ImagePath directory) {
    return whole().names(directory);
  }

  /** Writes what is new, unless it has become too much. */
  void remember(RecordFiles files) {
    if (!changed || present.size() + absent.size() > MOST) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (ImagePath path : new TreeSet<>(absent)) {
        out.writeChar(ABSENT);
        out.writeUTF(path.toString());
      }
      for (Map.Entry<ImagePath, Entry> each : new TreeMap<>(present).entrySet()) {
        write(each.getKey(), each.getValue(), out);
      }
    } catch (UTFDataFormatException _) {
      return; // an attribute of more than 64 kB, so the whole tree is read the next time
    } catch (IOException e) {
      throw DiskFailure.writing(file, e);
    }
    files.write(file, bytes.toByteArray());
  }

  private static void write(ImagePath path, Entry entry, DataOutputStream out) throws IOException {
    switch (entry) {
      case Entry.Directory(Attributes attributes) -> start(DIRECTORY, path, attributes, out);
      case Entry.Symlink(Attributes attributes, String target) -> {
        start(LINK, path, attributes, out);
        out.writeUTF(target);
      }
      case Entry.RegularFile(Attributes attributes, _, long inode) -> {
        start(FILE, path, attributes, out);
        out.writeLong(inode);
      }
      case Entry.Device _, Entry.Fifo _ -> {
        // so rare that the tree may be read for them
      }
    }
  }

  private static void start(char kind, ImagePath path, Attributes attributes, DataOutputStream out)
      throws IOException {
    out.writeChar(kind);
    out.writeUTF(path.toString());
    out.writeInt(attributes.mode());
    out.writeInt(attributes.uid());
    out.writeInt(attributes.gid());
    Instant mtime = attributes.mtime();
    out.writeLong(mtime.getEpochSecond());
    out.writeInt(mtime.getNano());
    out.writeInt(attributes.xattrs().size());
    for (Map.Entry<String, String> each : attributes.xattrs().entrySet()) {
      out.writeUTF(each.getKey());
      out.writeUTF(each.getValue());
    }
  }
}
