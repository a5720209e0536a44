package dev.kobako.base;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What a full base has in {@code /etc/apt/sources.list.d}, so that apt in it finds packages. */
public final class ImageSources {
  private ImageSources() {}

  /**
   * The suites of a lock as a file in deb822 style. Where the user gave entries of their own, no
   * key is named: their files are of this machine.
   */
  public static String text(BaseLock lock) {
    Map<String, List<String>> suites = new LinkedHashMap<>();
    for (LockedRelease release : lock.releases()) {
      suites.computeIfAbsent(release.archive(), _ -> new ArrayList<>()).add(release.suite());
    }
    List<String> stanzas = new ArrayList<>();
    suites.forEach((archive, names) ->
        stanzas.add(
            "Types: deb\nURIs: "
                + archive
                + "\nSuites: "
                + String.join(" ", names)
                + "\nComponents: "
                + String.join(" ", components(lock, archive))
                + "\n"
                + (lock.request().snapshot().isPresent() ? "Check-Valid-Until: no\n" : "")
                + key(lock)));
    return String.join("\n", stanzas);
  }

  /** Those that the user names and those that packages are of; the usual one where nobody says. */
  private static List<String> components(BaseLock lock, String archive) {
    TreeSet<String> all = new TreeSet<>(lock.request().components());
    lock.architectures()
        .values()
        .forEach(packages ->
            packages.stream()
                .filter(each -> each.source().archive().equals(archive))
                .forEach(each -> all.add(each.source().component())));
    return all.isEmpty() ? List.of("main") : List.copyOf(all);
  }

  private static String key(BaseLock lock) {
    return lock.request().lines().isEmpty()
        ? "Signed-By: /usr/share/keyrings/"
            + lock.request().distribution()
            + "-archive-keyring.gpg\n"
        : "";
  }
}
