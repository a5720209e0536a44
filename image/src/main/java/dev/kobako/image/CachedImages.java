package dev.kobako.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Images that were fetched because some command needed them and that nobody asked to keep. They are
 * marked in the store's index; a name that is given by hand has no mark.
 */
final class CachedImages {
  private static final String MARK = "dev.kobako.cached";

  private CachedImages() {}

  static Descriptor marked(Descriptor entry) {
    SortedMap<String, String> annotations = new TreeMap<>(entry.annotations());
    annotations.put(MARK, "true");
    return entry.withAnnotations(annotations);
  }

  static Descriptor unmarked(Descriptor entry) {
    SortedMap<String, String> annotations = new TreeMap<>(entry.annotations());
    annotations.remove(MARK);
    return entry.withAnnotations(annotations);
  }

  static boolean isMarked(Descriptor entry) {
    return entry.annotations().containsKey(MARK);
  }

  /** Those among some entries, the one that was not used for the longest time first. */
  static List<Descriptor> oldestFirst(LayoutFolder layout, List<Descriptor> entries) {
    return entries.stream()
        .filter(CachedImages::isMarked)
        .sorted(Comparator.comparing(entry -> lastUse(layout, entry)))
        .toList();
  }

  private static FileTime lastUse(LayoutFolder layout, Descriptor entry) {
    try {
      return Files.getLastModifiedTime(layout.blobFile(entry.digest()));
    } catch (IOException _) {
      return FileTime.fromMillis(0);
    }
  }
}
