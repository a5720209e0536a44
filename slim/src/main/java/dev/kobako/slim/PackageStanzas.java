package dev.kobako.slim;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stanzas of the Debian packages whose files are kept, a file each in {@code
 * /var/lib/dpkg/status.d} as distroless has them, so that scanners still see what is inside.
 */
final class PackageStanzas {
  private static final ImagePath FOLDER = ImagePath.of("/var/lib/dpkg/status.d");

  private PackageStanzas() {}

  static void keep(Closure closure) {
    SortedMap<String, InstalledPackage> packages = new TreeMap<>();
    SortedMap<String, ImagePath> because = new TreeMap<>();
    for (Kept kept : closure.keepSet().all()) {
      if (kept.entry() instanceof Entry.RegularFile) {
        Optional<InstalledPackage> owner = closure.source().packages().owner(kept.path());
        if (owner.isPresent()) {
          packages.put(owner.get().name(), owner.get());
          because.putIfAbsent(owner.get().name(), kept.path());
        }
      }
    }
    packages.forEach((name, owner) -> {
      ImagePath by = because.get(name);
      String stanza = owner.stanza().strip() + "\n\n";
      closure.generate(
          FOLDER.child(name),
          Bundler.made(stanza),
          Reason.needed(by, "tells scanners about the package of"));
    });
  }
}
