package dev.kobako.slim;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stanzas of the Debian packages whose files are kept, a file each in {@code
 * /var/lib/dpkg/status.d} as distroless has them, so that scanners still see what is inside.
 */
final class PackageStanzas {
  private static final ImagePath FOLDER = ImagePath.of("/var/lib/dpkg/status.d");

  private PackageStanzas() {}

  /** A package with the first of its files that is kept. */
  private record Owned(InstalledPackage owner, ImagePath path) {}

  static void keep(Closure closure) {
    SortedMap<String, Owned> packages = new TreeMap<>();
    for (Kept kept : closure.keepSet().all()) {
      if (kept.entry() instanceof Entry.RegularFile) {
        closure
            .source()
            .packages()
            .owner(kept.path())
            .ifPresent(owner -> packages.putIfAbsent(owner.name(), new Owned(owner, kept.path())));
      }
    }
    packages.forEach((name, owned) ->
        closure.generate(
            FOLDER.child(name),
            Bundler.made(owned.owner().stanza().strip() + "\n\n"),
            Reason.needed(owned.path(), "tells scanners about the package of")));
  }
}
