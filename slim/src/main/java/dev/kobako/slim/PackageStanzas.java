package dev.kobako.slim;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stanzas of the Debian packages whose files are kept, a file each in {@code
 * /var/lib/dpkg/status.d} as distroless has them, so that scanners still see what is inside.
 */
public final class PackageStanzas {
  private static final ImagePath FOLDER = ImagePath.of("/var/lib/dpkg/status.d");
  private static final ImagePath DATABASE = ImagePath.of("/var/lib/dpkg/status");

  private PackageStanzas() {}

  /** A package with the first of its files that is kept. */
  private record Owned(InstalledPackage owner, ImagePath path) {}

  static void keep(Closure closure) {
    of(closure.keepSet(), closure.source().packages())
        .forEach(each -> closure.generate(each.path(), each.entry(), each.reason()));
  }

  /**
   * A keep set with the stanzas of the packages whose files are in it; without any where the
   * package database itself is kept.
   *
   * @param source of which the keep set is a part
   */
  public static KeepSet added(KeepSet keepSet, Source source) {
    if (keepSet.at(DATABASE).isPresent()) {
      return keepSet;
    }
    GrowingKeepSet growing = new GrowingKeepSet(source.tree(), keepSet);
    of(keepSet, source.packages())
        .forEach(each -> growing.generate(each.path(), each.entry(), each.reason()));
    return growing.keepSet();
  }

  private static List<Kept> of(KeepSet keepSet, InstalledPackages installed) {
    SortedMap<String, Owned> packages = new TreeMap<>();
    for (Kept kept : keepSet.all()) {
      if (kept.entry() instanceof Entry.RegularFile) {
        installed
            .owner(kept.path())
            .ifPresent(owner -> packages.putIfAbsent(owner.name(), new Owned(owner, kept.path())));
      }
    }
    return packages.entrySet().stream()
        .map(each ->
            new Kept(
                FOLDER.child(each.getKey()),
                Bundler.made(each.getValue().owner().stanza().strip() + "\n\n"),
                Reason.needed(each.getValue().path(), "tells scanners about the package of")))
        .toList();
  }
}
