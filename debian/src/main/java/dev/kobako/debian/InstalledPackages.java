package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The dpkg database of a tree: {@code /var/lib/dpkg/status} with {@code info/*}, and distroless'
 * {@code status.d/*}. Read once, when first asked; safe for use by several threads.
 *
 * <p>A tree may come from anyone. Stanzas with names that dpkg would not take, and lines that are
 * no paths, are passed over; a database beyond every honest size is refused with a {@link
 * KobakoException}.
 */
public final class InstalledPackages {
  private static final long MAX_LISTS = 256L << 20;
  private static final int MAX_PACKAGES = 200_000;

  private final Tree tree;
  private @Nullable Database database;

  private InstalledPackages(Tree tree) {
    this.tree = tree;
  }

  /** The database of {@code tree}; empty if it has none. Reads nothing yet. */
  public static InstalledPackages of(Tree tree) {
    return new InstalledPackages(tree);
  }

  /**
   * The package whose file is at {@code path}: knows diversions, and that on a merged-/usr system
   * the database may say {@code /lib/x} for {@code /usr/lib/x} and the reverse. A directory of
   * several packages is said to be the first one's by name.
   *
   * @param path without links in its folders, as {@link dev.kobako.tree.Resolution#place()} gives
   * @throws KobakoException if the database is there but can't be read
   */
  public Optional<InstalledPackage> owner(ImagePath path) {
    Database known = database();
    return known.owner(path).or(() -> known.merged.otherName(path).flatMap(known::owner));
  }

  /**
   * The package called {@code name}, or {@code name:architecture}. Of several architectures the
   * tree's own comes first.
   *
   * @throws KobakoException if the database is there but can't be read
   */
  public Optional<InstalledPackage> byName(String name) {
    return database().byName(name);
  }

  /**
   * All installed packages, by name, then architecture.
   *
   * @throws KobakoException if the database is there but can't be read
   */
  public List<InstalledPackage> all() {
    return database().packages;
  }

  private synchronized Database database() {
    if (database == null) {
      database = new Reader(tree).read();
    }
    return database;
  }

  private record Database(
      List<InstalledPackage> packages, PathIndex index, Diversions diversions, MergedUsr merged) {

    Optional<InstalledPackage> owner(ImagePath path) {
      Optional<Diversions.Diversion> taken = diversions.of(path);
      if (taken.isPresent()) {
        return byName(taken.get().taker());
      }
      Optional<InstalledPackage> listed = index.owner(path);
      return listed.isPresent() ? listed : diversions.to(path).flatMap(this::displaced);
    }

    /** Who else than the taker owns the contended path; few paths are diverted, so a plain look. */
    private Optional<InstalledPackage> displaced(Diversions.Diversion diversion) {
      return packages.stream()
          .filter(each -> !each.name().equals(diversion.taker()))
          .filter(each -> PathIndex.of(List.of(each)).owner(diversion.path()).isPresent())
          .findFirst();
    }

    Optional<InstalledPackage> byName(String name) {
      return packages.stream()
          .filter(each ->
              each.name().equals(name) || name.equals(each.name() + ":" + each.architecture()))
          .findFirst();
    }
  }

  /** One reading of a tree's database. */
  private static final class Reader {
    private final Tree tree;
    private final DatabaseFiles base;
    private final DatabaseFiles info;
    private final TreeMap<String, InstalledPackage> found = new TreeMap<>();
    private final List<String> architectures;
    private long listed;

    Reader(Tree tree) {
      this.tree = tree;
      this.base = DatabaseFiles.in(tree, "/var/lib/dpkg");
      this.info = DatabaseFiles.in(tree, "/var/lib/dpkg/info");
      // dpkg writes this file when a second architecture is added; the tree's own is its first line
      this.architectures =
          base.read("arch").map(PathBytes::decode).map(String::lines).stream()
              .flatMap(lines -> lines)
              .toList();
    }

    Database read() {
      base.read("status").map(Stanza::split).orElse(List.of()).forEach(this::addInstalled);
      DatabaseFiles distroless = DatabaseFiles.in(tree, "/var/lib/dpkg/status.d");
      for (String name : distroless.names()) {
        if (!name.endsWith(".md5sums") && !name.endsWith(".list")) {
          distroless.read(name).map(Stanza::split).orElse(List.of()).stream()
              .limit(1)
              .forEach(stanza -> add(stanza, distroless, name));
        }
      }
      List<InstalledPackage> packages = new ArrayList<>(found.values());
      packages.sort(this::order);
      return new Database(
          Collections.unmodifiableList(packages),
          PathIndex.of(packages),
          base.read("diversions").map(Diversions::read).orElse(Diversions.NONE),
          MergedUsr.of(tree));
    }

    private int order(InstalledPackage one, InstalledPackage other) {
      int byName = one.name().compareTo(other.name());
      int byRank = Integer.compare(rank(one.architecture()), rank(other.architecture()));
      return byName != 0
          ? byName
          : byRank != 0 ? byRank : one.architecture().compareTo(other.architecture());
    }

    private int rank(String architecture) {
      int index = architectures.indexOf(architecture);
      return index < 0 ? Integer.MAX_VALUE : index;
    }

    private void addInstalled(Stanza stanza) {
      String name = stanza.field("Package").orElse("");
      String qualified = name + ":" + InstalledPackage.architectureOf(stanza);
      boolean isQualified = Collections.binarySearch(info.names(), qualified + ".list") >= 0;
      add(stanza, info, isQualified ? qualified : name);
    }

    private void add(Stanza stanza, DatabaseFiles files, String stem) {
      if (!InstalledPackage.isInstalled(stanza)) {
        return;
      }
      String key =
          stanza.field("Package").orElseThrow() + ":" + InstalledPackage.architectureOf(stanza);
      if (found.containsKey(key)) {
        return;
      }
      byte[] paths = paths(files, stem);
      listed += paths.length;
      if (listed > MAX_LISTS || found.size() >= MAX_PACKAGES) {
        throw KobakoException.finding(
            Diagnostic.of(
                files.path(stem + ".list").toString(),
                "more than %d packages or %d bytes of paths up to here"
                    .formatted(MAX_PACKAGES, MAX_LISTS),
                "remove /var/lib/dpkg from the image if it is no work of dpkg"));
      }
      found.put(
          key,
          InstalledPackage.of(
              stanza, paths, () -> files.read(stem + ".md5sums").map(PathBytes::decode)));
    }

    /** The list, or what the checksums tell of it: distroless has only those. */
    private static byte[] paths(DatabaseFiles files, String stem) {
      return files
          .read(stem + ".list")
          .map(Reader::ended)
          .or(() -> files.read(stem + ".md5sums").map(Reader::pathsOfSums))
          .orElse(new byte[0]);
    }

    private static byte[] ended(byte[] list) {
      if (list.length == 0 || list[list.length - 1] == '\n') {
        return list;
      }
      byte[] ended = Arrays.copyOf(list, list.length + 1);
      ended[list.length] = '\n';
      return ended;
    }

    private static byte[] pathsOfSums(byte[] sums) {
      ByteArrayOutputStream paths = new ByteArrayOutputStream(sums.length);
      for (String line : PathBytes.decode(sums).split("\n")) {
        int blank = line.indexOf(' ');
        String path = blank < 0 ? "" : line.substring(blank).stripLeading();
        if (!path.isEmpty()) {
          paths.writeBytes(PathBytes.encode((path.startsWith("/") ? "" : "/") + path + "\n"));
        }
      }
      return paths.toByteArray();
    }
  }
}
