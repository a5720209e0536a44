package dev.kobako.base;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.debian.UnpackedPackages;
import dev.kobako.sandbox.LaidOutRoot;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import dev.kobako.tree.TreeDump;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The distroless {@code cc} set of Debian's own packages, beside what Debian's own tools make. */
@Timeout(120)
class RealBaseTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

  @TempDir static Path shared;
  private static UnpackedPackages unpacked =
      new UnpackedPackages(MemoryTree.builder().build(), List.of());
  private static MadeTree made = new MadeTree(unpacked.tree(), List.of());

  @BeforeAll
  static void makeBase() throws Exception {
    unpacked =
        RealPackages.unpacked(
            shared,
            "base-files/bookworm",
            "netbase/bookworm",
            "tzdata/bookworm",
            "gcc-12-base/bookworm",
            "libc6/bookworm",
            "libgcc-s1/bookworm",
            "libstdc++6/bookworm",
            "libssl3/bookworm",
            "openssl/bookworm",
            "ca-certificates/bookworm");
    made = DistrolessEffects.of(unpacked, Requests.distroless(), TIME);
  }

  @Test
  void theCacheOfLibrariesListsWhatLdconfigLists() throws Exception {
    String ldconfig = Tools.need("ldconfig");
    try (LaidOutRoot root = LaidOutRoot.of(made.tree(), shared)) {
      Path cache = root.path().resolve("etc/ld.so.cache");
      List<String> ours = listed(ldconfig, cache);
      Files.delete(cache);
      Tools.run(shared, List.of(ldconfig, "-r", root.path().toString()));

      assertThat(ours).isNotEmpty().isEqualTo(listed(ldconfig, cache));
    }
  }

  private static List<String> listed(String ldconfig, Path cache) throws Exception {
    return Tools.run(shared, List.of(ldconfig, "-p", "-C", cache.toString()))
        .text()
        .lines()
        .filter(line -> line.contains("=>"))
        .toList();
  }

  @Test
  void certificatesAreBundledAndHashedAsUpdateCaCertificatesDoes() throws Exception {
    String tool = Tools.need("update-ca-certificates");
    Path certs = Files.createDirectory(shared.resolve("certs"));
    try (LaidOutRoot root = LaidOutRoot.of(made.tree(), shared)) {
      Path ours = root.path().resolve("etc/ssl/certs");
      Tools.Result result =
          Tools.run(
              shared,
              List.of(
                  tool,
                  "--fresh",
                  "--certsconf",
                  root.path().resolve("etc/ca-certificates.conf").toString(),
                  "--certsdir",
                  root.path().resolve("usr/share/ca-certificates").toString(),
                  "--localcertsdir",
                  root.path().resolve("none").toString(),
                  "--etccertsdir",
                  certs.toString(),
                  "--hooksdir",
                  ""));

      assertThat(result.text()).contains("0 removed; done.");
      assertThat(ours.resolve("ca-certificates.crt"))
          .hasSameBinaryContentAs(certs.resolve("ca-certificates.crt"));
      assertThat(links(ours, Path.of("/"))).hasSizeGreaterThan(200);
      assertThat(links(ours, Path.of("/"))).isEqualTo(links(certs, root.path()));
    }
  }

  /** Targets by name, as they are from inside the root. */
  private static SortedMap<String, String> links(Path folder, Path root) throws Exception {
    SortedMap<String, String> links = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isSymbolicLink).toList()) {
        Path target = Files.readSymbolicLink(file);
        String text = target.isAbsolute() ? "/" + root.relativize(target) : target.toString();
        links.put(file.getFileName().toString(), text);
      }
    }
    return links;
  }

  @Test
  void scannersFindEveryPackageAndWhoOwnsItsFiles() {
    InstalledPackages installed = InstalledPackages.of(made.tree());

    assertThat(installed.all()).hasSameSizeAs(unpacked.packages());
    assertThat(installed.owner(ImagePath.of("/usr/bin/openssl")).orElseThrow().name())
        .isEqualTo("openssl");
  }

  @Test
  void theSumsNameOnlyFilesThatAreThereAndTrueOnes() throws Exception {
    Tools.need("md5sum");
    try (LaidOutRoot root = LaidOutRoot.of(made.tree(), shared)) {
      Tools.Result result =
          Tools.run(
              root.path(),
              List.of(
                  "sh", "-c", "cat var/lib/dpkg/status.d/*.md5sums | md5sum --quiet --check -"));

      assertThat(result).isEqualTo(new Tools.Result(0, ""));
    }
  }

  @Test
  void ofDocumentationOnlyCopyrightStays() {
    SortedSet<String> kept = new TreeSet<>();
    made.tree()
        .walk(
            ImagePath.of("/usr/share/doc"),
            (path, entry) -> {
              if (entry instanceof Entry.RegularFile) {
                kept.add(path.name());
              }
            });

    assertThat(kept).containsExactly("copyright");
    assertThat(made.tree().entry(ImagePath.of("/usr/share/man"))).isEmpty();
    assertThat(made.tree().resolve("/usr/share/doc/libstdc++6/copyright").file()).isPresent();
    assertThat(made.dropped()).extracting(MadeTree.Dropped::rule).startsWith("documentation");
  }

  @Test
  void theSetStaysBelowTwentyThreeMebibytes() {
    assertThat(bytes(made.tree())).isLessThan(23 << 20);
  }

  @Test
  void aStaticBaseIsLessThanAMegabytePacked() throws Exception {
    UnpackedPackages few =
        RealPackages.unpacked(
            Files.createDirectory(shared.resolve("static")),
            "base-files/bookworm",
            "netbase/bookworm",
            "tzdata/bookworm",
            "ca-certificates/bookworm");
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      TarWriter.write(
          DistrolessEffects.of(few, Requests.distroless(), TIME).tree(),
          TarOptions.keepTimes(),
          out);
    }

    assertThat(packed.size()).isLessThan(1_000_000);
  }

  private static long bytes(MemoryTree tree) {
    long[] sum = {0};
    tree.walk(
        ImagePath.ROOT,
        (_, entry) -> {
          if (entry instanceof Entry.RegularFile file) {
            sum[0] += file.content().size();
          }
        });
    return sum[0];
  }

  @Test
  void allThatWasMadeIsListedAndThere() {
    assertThat(made.made())
        .allSatisfy(each -> assertThat(made.tree().entry(each.path())).isPresent());
    SortedSet<String> expected = new TreeSet<>();
    made.tree()
        .walk(
            ImagePath.ROOT,
            (path, _) -> {
              if (unpacked.tree().entry(path).isEmpty()) {
                expected.add(path.toString());
              }
            });

    assertThat(made.made()).extracting(each -> each.path().toString()).containsAll(expected);
  }

  @Test
  void theSamePackagesGiveTheSameTree() throws Exception {
    MadeTree again = DistrolessEffects.of(unpacked, Requests.distroless(), TIME);

    assertThat(TreeDump.dumpWithTimes(again.tree())).isEqualTo(TreeDump.dumpWithTimes(made.tree()));
  }
}
