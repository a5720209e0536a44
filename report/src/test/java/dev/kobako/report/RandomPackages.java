package dev.kobako.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Packages of Debian that own files of a random image, drawn by lot. */
final class RandomPackages {
  /** Where their database is. */
  static final String FOLDER = "var/lib/dpkg/";

  private static final List<String> NAMES = List.of("p0", "p1", "p2");
  private static final int OWNED = 4;

  /** Which files a list names, by its text. */
  private final Map<String, Set<String>> lists = new HashMap<>();

  /** The files of a database in which each of the packages owns some of the paths, by path. */
  Map<String, String> database(Random random, Set<String> paths) {
    SortedMap<String, List<String>> owned = new TreeMap<>();
    NAMES.forEach(name -> owned.put(name, new ArrayList<>()));
    for (String path : paths) {
      String name = "p" + random.nextInt(OWNED);
      List<String> its = owned.get(name);
      if (its != null && !path.startsWith(FOLDER)) {
        its.add(path);
      }
    }
    Map<String, String> files = new LinkedHashMap<>();
    StringBuilder status = new StringBuilder();
    owned.forEach((name, names) -> {
      status
          .append("Package: ")
          .append(name)
          .append("\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n");
      StringBuilder list = new StringBuilder();
      names.forEach(path -> list.append('/').append(path).append('\n'));
      lists.put(list.toString(), Set.copyOf(names));
      files.put(FOLDER + "info/" + name + ".list", list.toString());
    });
    files.put(FOLDER + "status", status.toString());
    return files;
  }

  /**
   * Who owns what by the database that is there, by path.
   *
   * @param text of a file that is there
   */
  Map<String, String> owners(Function<String, Optional<String>> text) {
    Map<String, String> owners = new HashMap<>();
    for (String name : NAMES) {
      text.apply(FOLDER + "info/" + name + ".list")
          .ifPresent(
              list -> lists.getOrDefault(list, Set.of()).forEach(path -> owners.put(path, name)));
    }
    return owners;
  }
}
