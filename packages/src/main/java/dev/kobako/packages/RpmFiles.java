package dev.kobako.packages;

import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The files, links and folders that a package brings, ghosts among them, which are made later. Each
 * has a number, from 0.
 */
public final class RpmFiles {
  /** {@code RPMFILE_STATE_NOTINSTALLED}: left out, such as documentation with {@code nodocs}. */
  static final byte NOT_INSTALLED = 2;

  private static final int NORMAL = 0;
  private static final int ON_SHARE = 3;

  /** As long as a path can be (PATH_MAX). */
  private static final int LONGEST = 4096;

  private final List<String> folders;
  private final List<String> names;
  private final int[] folderOf;
  private final int[] states;

  private RpmFiles(List<String> folders, List<String> names, int[] folderOf, int[] states) {
    this.folders = folders;
    this.names = names;
    this.folderOf = folderOf;
    this.states = states;
  }

  static RpmFiles of(RpmHeader header) {
    List<String> names = header.texts(RpmTag.BASE_NAMES);
    int[] states = header.numbers(RpmTag.FILE_STATES);
    if (!names.isEmpty()) {
      return new RpmFiles(
          header.texts(RpmTag.DIRECTORY_NAMES),
          names,
          cut(header.numbers(RpmTag.DIRECTORY_INDEXES), names.size()),
          cut(states, names.size()));
    }
    List<String> paths = header.texts(RpmTag.OLD_FILE_NAMES);
    return new RpmFiles(List.of(""), paths, new int[paths.size()], cut(states, paths.size()));
  }

  /** What is beyond the names is nobody's. */
  private static int[] cut(int[] numbers, int most) {
    return numbers.length <= most ? numbers : Arrays.copyOf(numbers, most);
  }

  /** How many there are, installed or not. */
  int count() {
    return Math.min(names.size(), folderOf.length);
  }

  /** How many texts they hold. */
  int texts() {
    return folders.size() + names.size();
  }

  /** The path of one; empty for what is none, as an image's database may say anything. */
  Optional<ImagePath> path(int number) {
    int folder = folderOf[number];
    if (folder < 0 || folder >= folders.size()) {
      return Optional.empty();
    }
    String above = folders.get(folder);
    String name = names.get(number);
    if (above.length() + name.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(ImagePath.of(above + name));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether one was installed and is still this package's, as {@code rpm -qf} sees it. */
  boolean isInstalled(int number) {
    return number >= states.length || states[number] == NORMAL || states[number] == ON_SHARE;
  }

  /** Takes a file and where it is. */
  @FunctionalInterface
  interface Sink {
    void take(int number, ImagePath place);
  }

  /** Goes through what is installed, with where it is in a tree whose folders may be links. */
  void forEachPlace(Tree tree, Sink sink) {
    ImagePath known = ImagePath.ROOT;
    ImagePath folder = ImagePath.ROOT;
    for (int i = 0; i < count(); i++) {
      Optional<ImagePath> path = isInstalled(i) ? path(i) : Optional.empty();
      Optional<ImagePath> above = path.flatMap(ImagePath::parent);
      if (above.isEmpty()) {
        continue; // no path, or the root, which is everybody's
      }
      // those of a folder stand together
      if (!above.get().equals(known)) {
        known = above.get();
        Resolution found = tree.resolve(known);
        folder = found.entry().isPresent() ? found.place() : known;
      }
      sink.take(i, folder.child(path.get().name()));
    }
  }
}
