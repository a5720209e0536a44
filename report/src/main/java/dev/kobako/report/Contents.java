package dev.kobako.report;

import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What there is in an image in the end.
 *
 * @param files regular ones; one with several names counts once
 * @param bytes of them
 * @param debugBytes of which only debuggers read, in programs and libraries
 * @param folders of at most three names, each with the files that no deeper one of these has; the
 *     largest first
 * @param kinds of files, the largest first
 * @param packages that own files, of systems and languages, the largest first
 * @param unowned the files of no package
 * @param unread why a database of packages that is there was not read; its packages own nothing
 *     then
 * @param largest files, the largest first, at most {@value #MOST_FILES}
 */
public record Contents(
    long files,
    long bytes,
    long debugBytes,
    List<Portion> folders,
    List<Portion> kinds,
    List<PackagePortion> packages,
    Portion unowned,
    Optional<UnreadPackages> unread,
    List<File> largest) {
  static final int MOST_FILES = 100;

  /**
   * One file.
   *
   * @param path its first name
   * @param bytes of it
   * @param layer that ships it, 0 for the lowest
   */
  public record File(ImagePath path, long bytes, int layer) {}

  public Contents {
    folders = List.copyOf(folders);
    kinds = List.copyOf(kinds);
    packages = List.copyOf(packages);
    largest = List.copyOf(largest);
  }

  /** The packages without their versions, so that the same one of another image can be found. */
  public List<Portion> packagesByName() {
    SortedMap<String, Portion> byName = new TreeMap<>();
    for (PackagePortion each : packages) {
      byName.merge(
          each.owner().name(),
          new Portion(each.owner().name(), each.files(), each.bytes()),
          (one, other) ->
              new Portion(one.name(), one.files() + other.files(), one.bytes() + other.bytes()));
    }
    return List.copyOf(byName.values());
  }
}
