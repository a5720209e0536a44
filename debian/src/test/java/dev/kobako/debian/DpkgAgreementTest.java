package dev.kobako.debian;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.tree.Entry;
import dev.kobako.tree.HostTree;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.TreeDump;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real packages are unpacked as the real dpkg unpacks them, into the same tree and database. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class DpkgAgreementTest {
  /** Owners that are not root, setuid, hard links, triggers of both kinds, conffiles, links. */
  private static final String[] NAMES = {
    "hostname", "zlib1g", "ncurses-base", "debianutils", "libc-bin", "passwd", "libpam-runtime"
  };

  @TempDir Path folder;

  @Test
  void theTreeIsThatOfDpkgDeb() throws Exception {
    assumeRoot();
    List<DebFile.Fetched> fetched = RealPackages.fetch(NAMES);
    Path root = mergedRoot();
    for (String name : NAMES) {
      extract(RealPackages.file(name), root);
    }

    UnpackedPackages unpacked =
        UnpackedPackages.of(DebFile.openAll(fetched, folder.resolve("cache")));

    assertThat(withoutTimesOfDirectories(TreeDump.dumpWithTimes(unpacked.tree())))
        .isEqualTo(withoutTimesOfDirectories(TreeDump.dumpWithTimes(HostTree.of(root))));
  }

  @Test
  void theDatabaseIsThatOfDpkg() throws Exception {
    assumeRoot();
    String[] names = {"hostname", "zlib1g", "ncurses-base", "debianutils", "libc-bin"};
    List<DebFile.Fetched> fetched = RealPackages.fetch(names);
    Path root = mergedRoot();
    Path database = Files.createDirectories(root.resolve("var/lib/dpkg"));
    Files.createDirectories(database.resolve("info"));
    Files.createDirectories(database.resolve("updates"));
    Files.createFile(database.resolve("status"));
    List<String> command = new ArrayList<>(List.of("dpkg", "--root=" + root, "--unpack"));
    command.add("--force-depends");
    for (String name : names) {
      command.add(RealPackages.file(name).toString());
    }
    String said = RealPackages.run(folder, command.toArray(String[]::new));

    SortedMap<ImagePath, Entry> ours =
        DpkgDatabase.ofUnpacked(
            UnpackedPackages.of(DebFile.openAll(fetched, folder.resolve("cache"))), Instant.EPOCH);

    assertThat(text(ours, "status").replaceAll("(?m)^( /.*) [0-9a-f]{32}$", "$1 newconffile"))
        .as(said)
        .isEqualTo(Files.readString(database.resolve("status")));
    assertThat(names(ours, "info")).isEqualTo(names(database.resolve("info")));
    assertThat(names(ours, "triggers")).isEqualTo(names(database.resolve("triggers")));
    for (String name : names(ours, "info")) {
      assertThat(sorted(text(ours, "info/" + name)))
          .as(name)
          .isEqualTo(sorted(Files.readString(database.resolve("info").resolve(name))));
    }
    for (String name : List.of("File", "ldconfig")) {
      assertThat(text(ours, "triggers/" + name))
          .isEqualTo(Files.readString(database.resolve("triggers").resolve(name)));
    }
  }

  private static void assumeRoot() {
    assumeTrue(
        ProcessHandle.current().info().user().filter("root"::equals).isPresent(),
        "root is needed for dpkg to lay files with their owners");
  }

  /** Tar does what dpkg does with links of a merged system; dpkg-deb -x would replace them. */
  private void extract(Path deb, Path root) throws Exception {
    Path tar = folder.resolve("data.tar");
    Process process =
        new ProcessBuilder("dpkg-deb", "--fsys-tarfile", deb.toString())
            .redirectOutput(tar.toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    String said =
        RealPackages.run(
            root,
            "tar",
            "--extract",
            "--preserve-permissions",
            "--numeric-owner",
            "--keep-directory-symlink",
            "--no-overwrite-dir",
            "--file=" + tar);
    assertThat(said).isEmpty();
  }

  /** With the links that these packages, of whichever release, have use for. */
  private Path mergedRoot() throws Exception {
    Path root = Files.createDirectories(folder.resolve("root"));
    List<DebFile> debs = DebFile.openAll(RealPackages.fetch(NAMES), folder.resolve("cache"));
    UnpackedPackages unpacked = UnpackedPackages.of(debs);
    for (String name : unpacked.tree().names(ImagePath.ROOT)) {
      if (unpacked.tree().entry(ImagePath.ROOT.child(name)).orElseThrow()
          instanceof Entry.Symlink link) {
        Files.createDirectories(root.resolve(link.target()));
        Files.createSymbolicLink(root.resolve(name), Path.of(link.target()));
      }
    }
    return root;
  }

  /** A folder's time is that of the last change of what is in it. Links that we make have none. */
  private static String withoutTimesOfDirectories(String dump) {
    return dump.replaceAll("(?m)^(/[^/]*: (dir|symlink)|.*: dir)(.*?) @.*$", "$1$3");
  }

  private static String text(SortedMap<ImagePath, Entry> entries, String name) throws Exception {
    Entry entry = entries.get(ImagePath.of("/var/lib/dpkg/" + name));
    assertThat(entry).as(name).isInstanceOf(Entry.RegularFile.class);
    return PathBytes.decode(((Entry.RegularFile) requireNonNull(entry)).content().bytes());
  }

  private static List<String> names(SortedMap<ImagePath, Entry> entries, String folder) {
    ImagePath parent = ImagePath.of("/var/lib/dpkg/" + folder);
    return entries.keySet().stream()
        .filter(path -> path.parent().filter(parent::equals).isPresent())
        .map(ImagePath::name)
        .sorted()
        .toList();
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** dpkg lists files in the order of the archive, we in that of the paths. */
  private static List<String> sorted(String lines) {
    return lines.lines().sorted().toList();
  }
}
