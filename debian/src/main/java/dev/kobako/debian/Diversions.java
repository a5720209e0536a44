package dev.kobako.debian;

import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Paths that one package has taken from all others, dpkg-divert(1): the others' file of that path
 * lies somewhere else. The file has three lines a diversion: the path, the place for the others'
 * file, and the package that took it, {@code :} for the administrator.
 */
final class Diversions {
  /**
   * One diversion.
   *
   * @param path the contended path
   * @param taker the package whose file is at the path, {@code :} for the administrator's own
   */
  record Diversion(ImagePath path, String taker) {}

  /** None. */
  static final Diversions NONE = new Diversions();

  private final Map<ImagePath, Diversion> byPath = new HashMap<>();
  private final Map<ImagePath, Diversion> byPlace = new HashMap<>();

  private Diversions() {}

  /** Reads the file; triples that are no paths are left out. */
  static Diversions read(byte[] file) {
    Diversions diversions = new Diversions();
    String[] lines = PathBytes.decode(file).split("\n");
    for (int i = 0; i + 2 < lines.length; i += 3) {
      diversions.add(lines[i], lines[i + 1], lines[i + 2]);
    }
    return diversions;
  }

  private void add(String from, String to, String taker) {
    try {
      Diversion diversion = new Diversion(ImagePath.of(from), taker);
      ImagePath place = ImagePath.of(to);
      byPath.putIfAbsent(diversion.path(), diversion);
      byPlace.putIfAbsent(place, diversion);
    } catch (IllegalArgumentException _) {
      // Not an absolute path: nothing that dpkg wrote, and nothing that could be asked for.
    }
  }

  /** The diversion that took {@code path}. */
  Optional<Diversion> of(ImagePath path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** The diversion that put the others' file at {@code place}. */
  Optional<Diversion> to(ImagePath place) {
    return Optional.ofNullable(byPlace.get(place));
  }
}
