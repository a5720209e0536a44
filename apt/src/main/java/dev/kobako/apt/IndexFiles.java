package dev.kobako.apt;

import dev.kobako.apt.Release.IndexFile;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A {@code Packages} file that a release vouches for, in the packing that is best to fetch.
 *
 * @param suite whose it is
 * @param component whose packages it lists
 * @param path under the suite's folder
 * @param packing how it is packed
 * @param packed what is fetched
 * @param text what that unpacks to, if the release tells
 * @param byHash whether it can be had by its digest
 */
record IndexFiles(
    Suite suite,
    String component,
    String path,
    Packing packing,
    IndexFile packed,
    Optional<IndexFile> text,
    boolean byHash) {
  /**
   * How an index can be packed, best first: xz is the smallest, by a quarter, but takes 0.6 s to
   * unpack where gzip takes 0.2 s (Debian's main), which is more than its bytes take on any line of
   * 60 Mbit/s and more.
   */
  enum Packing {
    GZIP(".gz"),
    XZ(".xz"),
    NONE("");

    private final String suffix;

    Packing(String suffix) {
      this.suffix = suffix;
    }
  }

  /**
   * The indexes of a suite that hold packages for an architecture.
   *
   * @throws KobakoException a finding, where the suite has no such component or architecture
   */
  static List<IndexFiles> of(BelievedRelease believed, String architecture) {
    Suite suite = believed.suite();
    Release release = believed.release();
    List<IndexFiles> all = new ArrayList<>();
    for (String component : suite.source().components()) {
      String folder = component + "/binary-";
      Optional<IndexFiles> own =
          find(suite, release, component, folder + architecture + "/Packages");
      own.ifPresent(all::add);
      // Where both are there, the architecture's own one lists all packages again, unless the
      // release says otherwise; to read both is right in either case.
      Optional<IndexFiles> independent =
          find(suite, release, component, folder + "all/Packages")
              .filter(_ -> own.isEmpty() || believed.separatesAll());
      independent.ifPresent(all::add);
      if (own.isEmpty()) {
        require(suite, release, component, architecture);
      }
    }
    return all;
  }

  private static void require(Suite suite, Release release, String component, String architecture) {
    if (!release.components().contains(component)) {
      throw lacks(
          suite,
          "has no component '" + component + "', but " + String.join(", ", release.components()),
          "name one of these as component in " + suite.source().place());
    }
    if (!release.architectures().contains(architecture)) {
      throw lacks(
          suite,
          "has no packages for "
              + architecture
              + ", but for "
              + String.join(", ", release.architectures()),
          "ask for one of these, or name an archive that has " + architecture);
    }
  }

  private static KobakoException lacks(Suite suite, String fact, String remedy) {
    return KobakoException.finding(Diagnostic.of(suite.toString(), fact, remedy));
  }

  private static Optional<IndexFiles> find(
      Suite suite, Release release, String component, String path) {
    SortedMap<String, IndexFile> files = release.files();
    for (Packing packing : Packing.values()) {
      IndexFile packed = files.get(path + packing.suffix);
      if (packed != null) {
        return Optional.of(
            new IndexFiles(
                suite,
                component,
                path + packing.suffix,
                packing,
                packed,
                Optional.ofNullable(files.get(path)),
                release.byHash()));
      }
    }
    return Optional.empty();
  }

  /** The digest that names it in the cache. */
  Digest name() {
    return text.orElse(packed).digest();
  }

  /** Where to fetch it, under the archive's root. */
  String fetchedPath() {
    if (!byHash) {
      return suite.path(path);
    }
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    return suite.path(folder + "by-hash/SHA256/" + packed.digest().hex());
  }

  /** Its URL for messages, by its proper name. */
  String url() {
    return suite.root().url(suite.path(path));
  }

  /** What it is, for people. */
  String title() {
    return "index " + suite.name() + "/" + component;
  }
}
