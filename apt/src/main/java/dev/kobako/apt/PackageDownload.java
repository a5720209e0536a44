package dev.kobako.apt;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Printable;
import dev.kobako.image.Digest;
import dev.kobako.image.DownloadFolder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A .deb that is wanted: what its index says of it, read and checked.
 *
 * @param title name and version
 * @param archive where it is to be had
 * @param path under the archive's root
 * @param size in bytes
 * @param digest of its bytes
 */
record PackageDownload(String title, String archive, String path, long size, Digest digest) {
  /** The largest of Debian has 1.5 GB. */
  private static final long MOST_BYTES = 16L << 30;

  /** How many of the packages that lack a message names. */
  private static final int NAMED = 5;

  private static final String REMEDY = "tell the operator of the archive";

  /**
   * Reads a stanza.
   *
   * @throws KobakoException a finding, where something lacks or can't be
   */
  static PackageDownload of(AvailablePackage wanted) {
    String archive = wanted.source().archive();
    String title =
        Printable.of(field(wanted, archive, "Package"), 100)
            + " "
            + Printable.of(field(wanted, archive, "Version"), 100);
    String place = "package " + title;
    String path = field(wanted, place, "Filename");
    if (path.startsWith("./")) {
      path = path.substring(2);
    }
    if (path.isEmpty() || Suite.leadsOut(path)) {
      throw wrong(place, "Filename", path);
    }
    String size = field(wanted, place, "Size");
    String hex = field(wanted, place, "SHA256");
    try {
      long bytes = Long.parseLong(size);
      if (bytes < 0 || bytes > MOST_BYTES) {
        throw wrong(place, "Size", size);
      }
      return new PackageDownload(title, archive, path, bytes, new Digest("sha256", hex));
    } catch (NumberFormatException _) {
      throw wrong(place, "Size", size);
    }
  }

  private static String field(AvailablePackage wanted, String place, String name) {
    return wanted
        .stanza()
        .field(name)
        .orElseThrow(() ->
            KobakoException.finding(
                Diagnostic.of(
                    place,
                    "the index of "
                        + wanted.source().archive()
                        + " "
                        + wanted.source().suite()
                        + " says no "
                        + name,
                    REMEDY)));
  }

  private static KobakoException wrong(String place, String field, String value) {
    return KobakoException.finding(
        Diagnostic.of(
            place, "its index says '" + Printable.of(value, 100) + "' as " + field, REMEDY));
  }

  /** The failure where packages are not in the cache, and only that may be asked. */
  static KobakoException notFetched(List<PackageDownload> missing) {
    String names =
        missing.stream().limit(NAMED).map(PackageDownload::title).collect(Collectors.joining(", "));
    int others = missing.size() - NAMED;
    String place = missing.size() == 1 ? "package " : "packages ";
    return KobakoException.outside(
        Diagnostic.of(
            place + names + (others > 0 ? " and " + others + " more" : ""),
            "not in the cache, and nothing is fetched now",
            "run this once without --offline"),
        null);
  }

  /** What messages call it. */
  String place() {
    return "package " + title;
  }

  /** How it is to be fetched into the cache. */
  DownloadFolder.Wanted from(ArchiveRoot root) {
    String place = place();
    return new DownloadFolder.Wanted(
        digest,
        size,
        root.file(
            path,
            size,
            place,
            "run this again to have a newer index; of a locked version that the mirror no longer"
                + " has, ask an archive of that day (--snapshot) or lock the newest one (--update)"),
        place,
        place + ": " + root.url(path),
        "its index",
        "try again, or name another mirror: somebody has changed the file");
  }
}
