package dev.kobako.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The few files that are read after all layers have passed: what package managers say of who owns
 * what. How much of an image is kept for that is bounded for all its layers together; what systems
 * say has room of its own, and of rpm's databases one copy is kept.
 */
final class KeptBytes {
  private static final String DPKG = "var/lib/dpkg/";
  private static final Set<String> DATABASE = Set.of("status", "diversions", "arch");
  private static final List<String> ALPINE =
      List.of("lib/apk/db/installed", "usr/lib/apk/db/installed");
  private static final long MOST_OF_SYSTEMS = 64L << 20;
  private static final long MOST_OF_LANGUAGES = 32L << 20;

  private final DatabaseCopies databases = new DatabaseCopies();
  private final AtomicLong systems = new AtomicLong(MOST_OF_SYSTEMS);
  private final AtomicLong languages = new AtomicLong(MOST_OF_LANGUAGES);

  /** Whether a member of a layer is read later, by its name as the layer writes it. */
  static boolean isWanted(String name) {
    return isOfSystem(name) || isOfLanguage(name);
  }

  private static boolean isOfSystem(String name) {
    int at = start(name);
    if (!name.startsWith(DPKG, at)) {
      return name.endsWith("/installed") && ALPINE.contains(name.substring(at));
    }
    String file = name.substring(at + DPKG.length());
    return file.startsWith("info/")
        ? file.endsWith(".list") || file.endsWith(".md5sums")
        : file.startsWith("status.d/") || DATABASE.contains(file);
  }

  /** Where a path from the root begins in the name of a member. */
  private static int start(String name) {
    return name.startsWith("./") ? 2 : name.startsWith("/") ? 1 : 0;
  }

  /** Room for a database of rpm, if it is one and no higher layer has it too. */
  Optional<DatabaseCopies.Copy> database(String name, int layer, long size) {
    String path = name.contains("rpm/") ? "/" + name.substring(start(name)) : "";
    return DatabaseCopies.isOne(path) ? databases.begin(path, layer, size) : Optional.empty();
  }

  /** What lists the files of a Python distribution; without it goes by the names of its modules. */
  static boolean isOfLanguage(String name) {
    return name.endsWith(".dist-info/RECORD")
        || name.endsWith(".dist-info/top_level.txt")
        || name.endsWith(".egg-info/top_level.txt");
  }

  /** Takes so many bytes for a file that is wanted, if there are as many left. */
  boolean take(String name, long size) {
    AtomicLong left = isOfSystem(name) ? systems : languages;
    return left.getAndUpdate(there -> there >= size ? there - size : there) >= size;
  }
}
