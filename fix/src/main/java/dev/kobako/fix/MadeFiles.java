package dev.kobako.fix;

import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the commands of a stage are seen to make: files by their names, folders that compilers put
 * programs into, prefixes that something was installed below.
 */
final class MadeFiles {
  /** Programs that systems have: of such a name nobody knows that an installation made it. */
  private static final Set<String> OF_SYSTEMS =
      Set.of(
          "ash", "awk", "bash", "busybox", "cat", "cc", "cmake", "curl", "dash", "env", "g++",
          "gcc", "git", "make", "node", "perl", "php", "python", "python3", "ruby", "sed", "sh",
          "sleep", "ssh", "sshd", "su", "tail", "test", "true", "wget", "zsh");

  private final Set<ImagePath> files = new LinkedHashSet<>();
  private final Map<ImagePath, Integer> times = new TreeMap<>();
  private final Set<ImagePath> copies = new TreeSet<>();
  private final Set<ImagePath> folders = new LinkedHashSet<>();
  private final Set<ImagePath> trees = new LinkedHashSet<>();
  private final Set<ImagePath> prefixes = new TreeSet<>();
  private int now;

  /** What is made from now on is so at a time. */
  void at(int time) {
    now = time;
  }

  /** When something was made for the last time; its own time where it has a name. */
  int madeAt(ImagePath path) {
    Integer own = times.get(path);
    if (own != null) {
      return own;
    }
    return times.entrySet().stream()
        .filter(each -> path.startsWith(each.getKey()))
        .mapToInt(Map.Entry::getValue)
        .max()
        .orElse(0);
  }

  /** Whether something was installed. */
  boolean hasPrefix() {
    return !prefixes.isEmpty();
  }

  /** A file of that very name. */
  void file(ImagePath path) {
    add(files, path);
    copies.remove(path);
  }

  /** A file of that very name that a command has copied there, and none has made. */
  void copy(ImagePath path) {
    add(files, path);
    copies.add(path);
  }

  private void add(Set<ImagePath> to, ImagePath path) {
    to.add(path);
    times.put(path, now);
  }

  /** Programs of whatever names right in a folder. */
  void programsIn(ImagePath folder) {
    add(folders, folder);
  }

  /** Programs of whatever names somewhere among sources. */
  void programsAmong(ImagePath sources) {
    add(trees, sources);
  }

  /** A prefix with {@code bin}, {@code lib} and so on. */
  void prefix(ImagePath path) {
    add(prefixes, path);
  }

  /** What was made at a path, or below it, is there no longer. */
  void gone(ImagePath path) {
    for (Set<ImagePath> all : List.of(files, folders, trees, prefixes)) {
      all.removeIf(each -> each.startsWith(path));
    }
  }

  /**
   * Whether a file was made.
   *
   * @param copied whether a file was among the sources already
   */
  boolean has(ImagePath path, Predicate<ImagePath> copied) {
    boolean among = trees.stream().anyMatch(each -> path.startsWith(each) && !path.equals(each));
    boolean below = prefixes.stream().anyMatch(each -> path.startsWith(each));
    return !copies.contains(path)
        && (files.contains(path)
            || path.parent().filter(folders::contains).isPresent()
            || ((among || below) && !copied.test(path)));
  }

  /**
   * Where a program of a name is, when it is looked for in some folders one behind the other.
   *
   * @param copied whether a file was there before something was installed
   */
  Optional<ImagePath> called(String name, List<ImagePath> path, Predicate<ImagePath> copied) {
    return path.stream()
        .map(folder -> folder.child(name))
        .filter(each -> !copies.contains(each))
        .filter(each ->
            files.contains(each)
                || each.parent().filter(folders::contains).isPresent()
                || (prefixes.stream().anyMatch(it -> isProgramOf(it, each))
                    && !OF_SYSTEMS.contains(name)
                    && !copied.test(each)))
        .findFirst();
  }

  private static boolean isProgramOf(ImagePath prefix, ImagePath program) {
    Optional<ImagePath> folder = program.parent();
    return folder.filter(prefix.child("bin")::equals).isPresent()
        || folder.filter(prefix.child("sbin")::equals).isPresent();
  }

  /** Whether it is a file that has a name, or a program in a folder for them. */
  boolean isFile(ImagePath path) {
    return files.contains(path) || path.parent().filter(folders::contains).isPresent();
  }

  /** What the result gets: prefixes as a whole, the files that have names, and some programs. */
  List<ImagePath> kept(List<ImagePath> programs) {
    Set<ImagePath> all = new LinkedHashSet<>(prefixes);
    all.addAll(files);
    all.addAll(programs);
    List<ImagePath> kept = new ArrayList<>();
    for (ImagePath path : all) {
      boolean covered =
          prefixes.stream().anyMatch(each -> !each.equals(path) && path.startsWith(each));
      if (!covered) {
        kept.add(path);
      }
    }
    return kept;
  }
}
