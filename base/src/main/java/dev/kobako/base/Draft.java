package dev.kobako.base;

import dev.kobako.debian.UnpackedPackages;
import dev.kobako.debian.UnpackedPackages.UnpackedPackage;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Resolution;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A tree while effects are made in it, with the account of them. What is made belongs to root
 * unless said otherwise and has the time of the base. Not for use by several threads.
 */
final class Draft {
  private static final int MAX_FILE = 16 << 20;

  private final UnpackedPackages unpacked;
  private final Instant time;
  private final MemoryTree.Builder builder = MemoryTree.builder();
  private final SortedMap<ImagePath, String> made = new TreeMap<>();
  private final List<MadeTree.Dropped> dropped = new ArrayList<>();
  private final List<MadeTree.Note> notes = new ArrayList<>();
  private @Nullable MemoryTree tree;
  private String maker = "kobako";

  Draft(UnpackedPackages unpacked, Instant time) {
    this.unpacked = unpacked;
    this.time = time;
    builder.putAll(unpacked.tree());
    tree = unpacked.tree();
  }

  /** Lets an effect do its work; what it makes is put down to it. */
  void apply(Effect effect) {
    maker = effect.standsFor();
    effect.apply(this);
  }

  /** The packages in the order in which they were unpacked. */
  List<UnpackedPackage> packages() {
    return unpacked.packages();
  }

  /** Whether a package is among them. */
  boolean hasPackage(String name) {
    return packages().stream().anyMatch(each -> each.available().name().equals(name));
  }

  /** The tree as it is now. */
  MemoryTree tree() {
    MemoryTree now = tree;
    if (now == null) {
      now = builder.build();
      tree = now;
    }
    return now;
  }

  /** Whether a path leads to something, or to a link that leads nowhere. */
  boolean has(String path) {
    Resolution resolution = tree().resolve(path);
    return resolution.entry().isPresent()
        || (!resolution.links().isEmpty()
            && resolution.links().getLast().name().equals(ImagePath.of(path).name()));
  }

  /** Whether there is a folder with nothing in it, and no link. */
  boolean isEmptyFolder(String path) {
    ImagePath place = ImagePath.of(path);
    return tree().entry(place).orElse(null) instanceof Entry.Directory
        && tree().names(place).isEmpty();
  }

  /**
   * The bytes of a file, links followed; empty if there is none.
   *
   * @throws KobakoException a finding, if it is larger than any that effects have to do with
   */
  Optional<byte[]> bytes(String path) {
    Resolution resolution = tree().resolve(path);
    return resolution.file().map(file -> bytes(file.content(), resolution.place().toString()));
  }

  /** The text of a file; bytes that are not UTF-8 are carried as {@link PathBytes} does. */
  Optional<String> text(String path) {
    return bytes(path).map(PathBytes::decode);
  }

  /** The bytes of a content, with a bound. */
  static byte[] bytes(Content content, String place) {
    if (content.size() > MAX_FILE) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "has %d bytes, expected at most %d".formatted(content.size(), MAX_FILE),
              "leave out the package that brings it"));
    }
    try {
      return content.bytes();
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  /** What is thrown where a content fails to be read. */
  static KobakoException unreadable(String place, IOException cause) {
    return KobakoException.outside(
        Diagnostic.of(place, "cannot be read: " + cause.getMessage()), cause);
  }

  /**
   * The place of a folder, links followed; what is missing of it is made, 0755.
   *
   * @throws KobakoException a finding, if something else is in the way
   */
  ImagePath folder(String path) {
    Resolution resolution = tree().resolve(path);
    while (resolution.outcome() instanceof Resolution.Outcome.Missing) {
      put(resolution.place(), new Entry.Directory(attributes(0755)));
      resolution = tree().resolve(path);
    }
    if (resolution.entry().orElse(null) instanceof Entry.Directory) {
      return resolution.place();
    }
    throw KobakoException.finding(
        Diagnostic.of(
            resolution.place().toString(),
            "is in the way of the folder " + path,
            "leave out the package that brings it"));
  }

  /** Makes a folder with a mode, if it is not there. */
  void folder(String path, int mode, long uid, long gid) {
    if (!has(path)) {
      put(place(path), new Entry.Directory(attributes(mode).withOwner((int) uid, (int) gid)));
    }
  }

  /** Makes a file, in place of what is there. */
  void file(String path, byte[] bytes, int mode) {
    put(place(path), new Entry.RegularFile(attributes(mode), Content.of(bytes), 0));
  }

  /** Makes a file of text, 0644. */
  void file(String path, String text) {
    file(path, PathBytes.encode(text), 0644);
  }

  /** Makes a symbolic link, in place of what is there. */
  void link(String path, String target) {
    put(place(path), link(target));
  }

  /** A link as effects make them. */
  Entry link(String target) {
    return new Entry.Symlink(attributes(0777), target);
  }

  private ImagePath place(String path) {
    ImagePath wanted = ImagePath.of(path);
    return folder(wanted.parent().orElseThrow().toString()).child(wanted.name());
  }

  /** Puts an entry at a path whose folders are there and no links. */
  void put(ImagePath place, Entry entry) {
    builder.put(place, entry);
    made.put(place, maker);
    tree = null;
  }

  /** Changes what a package holds, such as its owner. */
  void change(ImagePath place, Entry entry) {
    builder.put(place, entry);
    tree = null;
  }

  /** Removes entries, each with all below, that packages hold; they are counted under a rule. */
  void drop(List<ImagePath> places, String rule) {
    MemoryTree before = tree();
    long[] sum = new long[2];
    for (ImagePath place : places) {
      before.walk(
          place,
          (path, entry) -> {
            sum[0] += entry instanceof Entry.Directory ? 0 : 1;
            sum[1] += entry instanceof Entry.RegularFile file ? file.content().size() : 0;
          });
      builder.remove(place);
      tree = null;
    }
    if (sum[0] > 0) {
      dropped.add(new MadeTree.Dropped(rule, sum[0], sum[1]));
    }
  }

  /** Says what is not done. */
  void note(String packageName, String text) {
    notes.add(new MadeTree.Note(packageName, text));
  }

  /** Root's, with the time of the base. */
  Attributes attributes(int mode) {
    return Attributes.of(mode).withMtime(time);
  }

  /** The time of the base. */
  Instant time() {
    return time;
  }

  /** The result. */
  MadeTree finish() {
    List<MadeTree.Made> all = new ArrayList<>();
    made.forEach((path, effect) -> all.add(new MadeTree.Made(path, effect)));
    notes.sort(Comparator.comparing(MadeTree.Note::packageName).thenComparing(MadeTree.Note::text));
    return new MadeTree(tree(), all, dropped, notes);
  }
}
