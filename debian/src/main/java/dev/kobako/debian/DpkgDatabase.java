package dev.kobako.debian;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is written under {@code /var/lib/dpkg} of packages that were unpacked: either all that dpkg
 * needs to go on from there, or the little that scanners read where there is no dpkg. Entries by
 * path, to be put into the tree; made of the packages alone, so that the same ones give the same
 * bytes.
 */
public final class DpkgDatabase {
  private static final ImagePath FOLDER = ImagePath.of("/var/lib/dpkg");
  private static final ImagePath INFO = FOLDER.child("info");
  private static final ImagePath TRIGGERS = FOLDER.child("triggers");
  private static final ImagePath FOR_SCANNERS = FOLDER.child("status.d");

  /** Control files that dpkg keeps elsewhere or makes itself. */
  private static final Set<String> NOT_KEPT = Set.of("control", "list", "md5sums");

  private static final Set<String> SCRIPTS =
      Set.of("preinst", "postinst", "prerm", "postrm", "config");

  private final SortedMap<ImagePath, Entry> entries = new TreeMap<>();
  private final Instant time;

  private DpkgDatabase(Instant time) {
    this.time = time;
  }

  /**
   * The database of a system where all packages are unpacked and none is configured: {@code dpkg
   * --configure} can go on from it. Diversions are not in it; the preinst scripts that make them
   * have not run.
   *
   * @param time of the files
   * @throws dev.kobako.diagnostic.KobakoException outside, where a file can't be read
   */
  public static SortedMap<ImagePath, Entry> ofUnpacked(UnpackedPackages unpacked, Instant time) {
    DpkgDatabase database = new DpkgDatabase(time);
    for (String folder : List.of("alternatives", "info", "parts", "triggers", "updates")) {
      database.entries.put(FOLDER.child(folder), new Entry.Directory(database.attributes(0755)));
    }
    TriggerInterests interests = new TriggerInterests();
    StringBuilder status = new StringBuilder();
    for (UnpackedPackages.UnpackedPackage each : byName(unpacked)) {
      PackageChecksums checksums = new PackageChecksums(each, unpacked.tree());
      status.append(StatusStanza.unpacked(each.stanza(), checksums.ofConffiles())).append('\n');
      database.putInfo(each, checksums.lines());
      Content triggers = each.control().get("triggers");
      if (triggers != null) {
        interests.add(qualifiedName(each), bytes(TRIGGERS, triggers));
      }
    }
    database.put(FOLDER.child("status"), 0644, status.toString());
    database.put(INFO.child("format"), 0644, "1\n");
    database.put(TRIGGERS.child("File"), 0644, interests.ofFiles());
    interests.byName().forEach((name, lines) -> database.put(TRIGGERS.child(name), 0644, lines));
    database.putEmptyFiles();
    return database.entries;
  }

  /**
   * A stanza for each package in {@code status.d}, with MD5 sums of its files, as distroless images
   * have them and scanners look for them.
   *
   * @param result the tree of which it tells: sums of files that are not in it are left out
   * @param time of the files
   * @throws dev.kobako.diagnostic.KobakoException outside, where a file can't be read
   */
  public static SortedMap<ImagePath, Entry> forScanners(
      UnpackedPackages unpacked, Tree result, Instant time) {
    DpkgDatabase database = new DpkgDatabase(time);
    for (UnpackedPackages.UnpackedPackage each : unpacked.packages()) {
      String name = each.available().name();
      String sums = new PackageChecksums(each, unpacked.tree()).linesIn(result);
      database.put(FOR_SCANNERS.child(name), 0644, each.stanza().text());
      database.put(FOR_SCANNERS.child(name + ".md5sums"), 0644, sums);
    }
    return database.entries;
  }

  private static List<UnpackedPackages.UnpackedPackage> byName(UnpackedPackages unpacked) {
    return unpacked.packages().stream()
        .sorted(
            Comparator.comparing((UnpackedPackages.UnpackedPackage each) -> each.available().name())
                .thenComparing(each -> each.available().architecture()))
        .toList();
  }

  private void putInfo(UnpackedPackages.UnpackedPackage unpacked, String sums) {
    String stem = qualifiedName(unpacked) + ".";
    StringBuilder list = new StringBuilder();
    for (ImagePath path : unpacked.paths()) {
      list.append(path.isRoot() ? "/." : path.toString()).append('\n');
    }
    put(INFO.child(stem + "list"), 0644, list.toString());
    put(INFO.child(stem + "md5sums"), 0644, sums);
    unpacked
        .control()
        .forEach((name, content) -> {
          if (!NOT_KEPT.contains(name)) {
            put(INFO.child(stem + name), SCRIPTS.contains(name) ? 0755 : 0644, content);
          }
        });
  }

  /** Packages of which several architectures can be there are told apart by theirs. */
  private static String qualifiedName(UnpackedPackages.UnpackedPackage unpacked) {
    Stanza stanza = unpacked.stanza();
    String name = unpacked.available().name();
    return stanza.field("Multi-Arch").filter("same"::equals).isPresent()
        ? name + ":" + unpacked.available().architecture()
        : name;
  }

  private void putEmptyFiles() {
    for (String name : List.of("available", "diversions", "statoverride")) {
      put(FOLDER.child(name), 0644, "");
    }
    put(FOLDER.child("lock"), 0640, "");
    put(FOLDER.child("lock-frontend"), 0640, "");
    put(TRIGGERS.child("Lock"), 0600, "");
    put(TRIGGERS.child("Unincorp"), 0644, "");
  }

  private void put(ImagePath path, int mode, String text) {
    put(path, mode, Content.of(PathBytes.encode(text)));
  }

  private void put(ImagePath path, int mode, Content content) {
    entries.put(path, new Entry.RegularFile(attributes(mode), content, 0));
  }

  private Attributes attributes(int mode) {
    return Attributes.of(mode).withMtime(time);
  }

  private static byte[] bytes(ImagePath path, Content content) {
    try {
      return content.bytes();
    } catch (IOException e) {
      throw DatabaseFiles.unreadable(path, e);
    }
  }
}
