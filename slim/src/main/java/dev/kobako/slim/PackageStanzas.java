package dev.kobako.slim;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stanzas of the Debian packages whose files are kept, a file each in {@code
 * /var/lib/dpkg/status.d} as distroless has them, so that scanners still see what is inside.
 */
public final class PackageStanzas {
  /** Where the stanzas are. */
  public static final ImagePath FOLDER = ImagePath.of("/var/lib/dpkg/status.d");

  private static final int BUFFER = 1 << 16;

  private PackageStanzas() {}

  /** A package with the first of its files that is kept. */
  private record Owned(InstalledPackage owner, Optional<ImagePath> path) {
    Reason reason() {
      return path.map(each -> Reason.needed(each, "tells scanners about the package of"))
          .orElseGet(() -> Reason.asked("of the package " + owner.name() + ", which is needed"));
    }
  }

  static void keep(Closure closure) {
    owned(closure.keepSet(), closure.source().packages())
        .forEach((name, each) ->
            closure.generate(FOLDER.child(name), stanza(each.owner()), each.reason()));
  }

  /**
   * A keep set with the stanzas of the packages whose files are in it, and beside each the
   * checksums of these files, by which one can tell whose they are. What the source has in that
   * folder otherwise is left out.
   *
   * @param source of which the keep set is a part
   * @param needed packages that have a stanza though no file of theirs may be kept
   */
  public static KeepSet added(KeepSet keepSet, Source source, Collection<InstalledPackage> needed)
      throws IOException {
    KeepSet rest = keepSet.filter(kept -> !kept.path().startsWith(FOLDER));
    List<Kept> more = new ArrayList<>();
    SortedMap<String, Owned> all = owned(rest, source.packages());
    for (InstalledPackage each : needed) {
      add(all, new Owned(each, Optional.empty()));
    }
    for (Map.Entry<String, Owned> each : all.entrySet()) {
      String name = each.getKey();
      InstalledPackage owner = each.getValue().owner();
      Reason reason = each.getValue().reason();
      more.add(new Kept(FOLDER.child(name), stanza(owner), reason));
      String sums = sums(owner, rest, source.tree());
      if (!sums.isEmpty()) {
        more.add(new Kept(FOLDER.child(name + ".md5sums"), file(sums), reason));
      }
    }
    return rest.with(source.tree(), more);
  }

  /** The owners by the names of their files; a package of a second architecture is told by it. */
  private static SortedMap<String, Owned> owned(KeepSet keepSet, InstalledPackages installed) {
    SortedMap<String, Owned> packages = new TreeMap<>();
    for (Kept kept : keepSet.all()) {
      if (kept.entry() instanceof Entry.Directory) {
        continue;
      }
      installed
          .owner(kept.path())
          .ifPresent(owner -> add(packages, new Owned(owner, Optional.of(kept.path()))));
    }
    return packages;
  }

  private static void add(SortedMap<String, Owned> packages, Owned here) {
    InstalledPackage owner = here.owner();
    Owned first = packages.putIfAbsent(owner.name(), here);
    if (first != null && !first.owner().equals(owner)) {
      packages.putIfAbsent(owner.name() + ":" + owner.architecture(), here);
    }
  }

  private static Entry.RegularFile stanza(InstalledPackage owner) {
    return file(owner.stanza().strip() + "\n\n");
  }

  private static Entry.RegularFile file(String text) {
    return new Entry.RegularFile(Attributes.of(0644), Content.of(PathBytes.encode(text)), 0);
  }

  /** A line for each kept file; of contents that were made smaller the sum is taken anew. */
  private static String sums(InstalledPackage owner, KeepSet keepSet, Tree tree)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line : owner.md5sums().orElse("").split("\n")) {
      int blank = line.indexOf(' ');
      String path = blank < 0 ? "" : "/" + line.substring(blank).strip();
      if (path.isEmpty() || path.indexOf('\0') >= 0) {
        continue;
      }
      Resolution resolution = tree.resolve(path);
      Optional<Entry> kept = keepSet.at(resolution.place()).map(Kept::entry);
      if (kept.isPresent() && kept.equals(resolution.entry())) {
        lines.append(line).append('\n');
      } else if (kept.orElse(null) instanceof Entry.RegularFile file) {
        lines.append(md5(file.content())).append(line.substring(blank)).append('\n');
      }
    }
    return lines.toString();
  }

  /** In hex; the format knows no other hash. */
  private static String md5(Content content) throws IOException {
    try (InputStream in = content.open()) {
      MessageDigest hash = MessageDigest.getInstance("MD5");
      byte[] buffer = new byte[BUFFER];
      int count;
      while ((count = in.read(buffer)) > 0) {
        hash.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(hash.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("internal error: " + e.getMessage(), e);
    }
  }
}
