package dev.kobako.report;

import dev.kobako.image.LanguageCache;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The folders to which an image's environment has moved caches of languages' package managers. */
final class MovedCaches {
  /** What else is in them is no cache, whatever a variable says. */
  private static final Set<String> SHARED =
      Set.of(
          "/bin",
          "/etc",
          "/home",
          "/lib",
          "/opt",
          "/root",
          "/run",
          "/sbin",
          "/srv",
          "/tmp",
          "/usr",
          "/usr/bin",
          "/usr/lib",
          "/usr/local",
          "/usr/local/bin",
          "/usr/local/lib",
          "/usr/share",
          "/var",
          "/var/cache",
          "/var/lib",
          "/var/tmp");

  private final List<Moved> all = new ArrayList<>();

  private record Moved(String folder, Topic topic) {}

  /** Those of an environment. */
  static MovedCaches of(Map<String, String> environment) {
    MovedCaches moved = new MovedCaches();
    for (CachePlace place : CachePlace.movable()) {
      for (LanguageCache cache : place.moved()) {
        cache
            .place(environment)
            .filter(folder -> folder.startsWith("/") && !SHARED.contains(folder))
            .ifPresent(folder -> moved.all.add(new Moved(folder, Topic.ofMoved(place, folder))));
      }
    }
    return moved;
  }

  /** Whether a file is in one of them. */
  boolean hold(ImagePath path) {
    return !all.isEmpty() && topic(path).isPresent();
  }

  /** What there is to say of a file in one of them. */
  Optional<Topic> topic(ImagePath path) {
    String text = path.toString();
    return all.stream()
        .filter(each -> CachePlace.below(each.folder, text))
        .findFirst()
        .map(Moved::topic);
  }
}
