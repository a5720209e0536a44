package dev.kobako.debian;

import dev.kobako.image.Content;
import dev.kobako.tree.MemoryTree;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * A package that was opened (deb(5)).
 *
 * @param control the files of its control archive by name: {@code control}, {@code md5sums}, {@code
 *     conffiles}, {@code postinst}, {@code triggers}, …
 * @param data its files as they are in the archive: names as written there, {@code /bin/sh} on a
 *     merged system too; contents are slices of an uncompressed tar
 */
public record DebFile(
    AvailablePackage available, SortedMap<String, Content> control, MemoryTree data) {
  /** Opens packages on all cores. */
  public static List<DebFile> openAll(
      List<AvailablePackage> packages, List<Content> debs, Path unpackedFolder) {
    throw new UnsupportedOperationException();
  }
}
