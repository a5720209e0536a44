package dev.kobako.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Images that some command needed, or a build made without a name, and that nobody asked to keep.
 * They are marked in the store's index; a name that is given by hand has no mark.
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

  /** Whether it is known by its digest alone: it goes with the next gc. */
  static boolean isNameless(Descriptor entry) {
    return isMarked(entry) && LayoutReader.names(entry).isEmpty();
  }

  /** Its names, or else its digest. */
  static List<String> titles(Descriptor entry) {
    List<String> names = LayoutReader.names(entry);
    return names.isEmpty() ? List.of(entry.digest().toString()) : names;
  }

  /** What stays when a gc removes those without a name. */
  static List<Descriptor> withNames(List<Descriptor> entries) {
    return entries.stream().filter(entry -> !isNameless(entry)).toList();
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
