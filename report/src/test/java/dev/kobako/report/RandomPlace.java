package dev.kobako.report;

import java.util.List;
import java.util.Random;

/**
 * A folder of random images, the end that names of files in it have, and what they are for by that;
 * empty where nothing is known of it.
 */
record RandomPlace(String folder, String end, String kind) {
  private static final List<RandomPlace> ALL =
      List.of(
          new RandomPlace("a", "", ""),
          new RandomPlace("a/b", "", ""),
          new RandomPlace("a/b/c", "", ""),
          new RandomPlace("opt/app", "", ""),
          new RandomPlace("usr/lib", "", ""),
          new RandomPlace("usr/lib/x", "", ""),
          new RandomPlace("var", "", ""),
          new RandomPlace("zz", "", ""),
          new RandomPlace("usr/share/locale/de", "", "locales"),
          new RandomPlace("usr/share/doc/p", "", "documentation"),
          new RandomPlace("usr/include/p", "", "headers"),
          new RandomPlace("usr/lib/x", ".a", "static libraries"),
          new RandomPlace("usr/lib/debug/x", "", "debug files"),
          new RandomPlace("var/cache/p", "", "caches"),
          new RandomPlace("opt/app/.git/objects", "", "version control"),
          new RandomPlace("opt/app/testdata", "", "test data"),
          new RandomPlace("opt/app", ".js.map", "source maps"));

  private static final int NAMES = 30;

  /** One of the folders. */
  static String folder(Random random) {
    return ALL.get(random.nextInt(ALL.size())).folder;
  }

  /** A path of a file, called f and a number. */
  static String path(Random random) {
    RandomPlace place = ALL.get(random.nextInt(ALL.size()));
    return place.folder + "/f" + random.nextInt(NAMES) + place.end;
  }

  /** What a file is for; empty where nothing is known of it. */
  static String kind(String path) {
    int slash = path.lastIndexOf('/');
    String folder = path.substring(0, Math.max(0, slash));
    String end = path.substring(slash + 1).replaceFirst("f[0-9]+", "");
    return ALL.stream()
        .filter(place -> place.folder.equals(folder) && place.end.equals(end))
        .map(RandomPlace::kind)
        .findFirst()
        .orElse("");
  }
}
