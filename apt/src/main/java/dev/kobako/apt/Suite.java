package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;

/**
 * A suite of an archive, as a source names it.
 *
 * @param source that names it
 * @param name folder under {@code dists}; never an "exact path" (sources.list(5)), which ends in a
 *     slash
 * @param root of the archive
 */
record Suite(AptSource source, String name, ArchiveRoot root) {
  Suite {
    if (name.isEmpty() || name.endsWith("/") || leadsOut(name)) {
      throw KobakoException.usage(
          Diagnostic.of(
              source.place(), "'" + name + "' can't be a suite", "name one, such as bookworm"));
    }
  }

  /** Whether a path of an archive may lead out of it. */
  static boolean leadsOut(String path) {
    return path.startsWith("/")
        || path.equals("..")
        || path.startsWith("../")
        || path.endsWith("/..")
        || path.contains("/../")
        || path.indexOf('\0') >= 0;
  }

  /**
   * Whether the archive need not have it: updates and security fixes of a suite that nobody named.
   * A named one that is gone is an error, since a server in between could hide fixes that way.
   */
  boolean isExtra() {
    return source.guessed().contains(name)
        && (name.endsWith("-updates") || name.endsWith("-security") || name.endsWith("/updates"));
  }

  /** The path of one of its files under the archive's root. */
  String path(String file) {
    return "dists/" + name + "/" + file;
  }

  /** Its URL for messages. */
  String url() {
    return root.url(path("InRelease"));
  }

  /** Archive and suite, for people. */
  @Override
  public String toString() {
    return root.name() + " " + name;
  }
}
