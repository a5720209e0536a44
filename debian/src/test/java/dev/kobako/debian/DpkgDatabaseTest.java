package dev.kobako.debian;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.PathBytes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DpkgDatabaseTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);

  @TempDir Path folder;

  private UnpackedPackages packages() {
    DebFile tool =
        TestDeb.named("tool", "Homepage: http://tool.test", "Pre-Depends: lib", "Essential: yes")
            .with("conffiles", "/etc/tool.conf\nremove-on-upgrade /etc/gone\n")
            .with("postinst", "#!/bin/sh\n")
            .with(
                "triggers", "# own\ninterest /usr/share/x\ninterest-noawait rebuild\nactivate y\n")
            .open(
                new TarBuilder()
                    .dir("./", 0755)
                    .file("./etc/tool.conf", 0644, "conf")
                    .file("./bin/tool", 0755, "tool")
                    .symlink("./bin/t", "tool"),
                folder);
    DebFile lib =
        TestDeb.named("lib", "Multi-Arch: same", "Description: a library\n with more")
            .with("md5sums", "00000000000000000000000000000000  usr/lib/lib.so\n")
            .open(new TarBuilder().dir("./", 0755).file("./usr/lib/lib.so", 0644, "lib"), folder);
    return UnpackedPackages.of(List.of(tool, lib));
  }

  private static Entry entry(SortedMap<ImagePath, Entry> entries, String path) {
    return requireNonNull(entries.get(ImagePath.of(path)), path);
  }

  private static String text(SortedMap<ImagePath, Entry> entries, String path) throws Exception {
    return PathBytes.decode(((Entry.RegularFile) entry(entries, path)).content().bytes());
  }

  @Test
  void theStatusIsAsDpkgWouldWriteIt() throws Exception {
    assertThat(text(DpkgDatabase.ofUnpacked(packages(), TIME), "/var/lib/dpkg/status"))
        .isEqualTo(
            """
            Package: lib
            Status: install ok unpacked
            Architecture: amd64
            Multi-Arch: same
            Version: 1.0
            Description: a library
             with more

            Package: tool
            Essential: yes
            Status: install ok unpacked
            Architecture: amd64
            Version: 1.0
            Pre-Depends: lib
            Conffiles:
             /etc/tool.conf 3a8e4c06e471595f6eb262bb9b5582d9
            Homepage: http://tool.test

            """);
  }

  @Test
  void everyPackageHasItsFilesUnderInfo() throws Exception {
    SortedMap<ImagePath, Entry> entries = DpkgDatabase.ofUnpacked(packages(), TIME);

    assertThat(entries.keySet().stream().map(ImagePath::toString))
        .containsExactly(
            "/var/lib/dpkg/alternatives",
            "/var/lib/dpkg/available",
            "/var/lib/dpkg/diversions",
            "/var/lib/dpkg/info",
            "/var/lib/dpkg/info/format",
            "/var/lib/dpkg/info/lib:amd64.list",
            "/var/lib/dpkg/info/lib:amd64.md5sums",
            "/var/lib/dpkg/info/tool.conffiles",
            "/var/lib/dpkg/info/tool.list",
            "/var/lib/dpkg/info/tool.md5sums",
            "/var/lib/dpkg/info/tool.postinst",
            "/var/lib/dpkg/info/tool.triggers",
            "/var/lib/dpkg/lock",
            "/var/lib/dpkg/lock-frontend",
            "/var/lib/dpkg/parts",
            "/var/lib/dpkg/statoverride",
            "/var/lib/dpkg/status",
            "/var/lib/dpkg/triggers",
            "/var/lib/dpkg/triggers/File",
            "/var/lib/dpkg/triggers/Lock",
            "/var/lib/dpkg/triggers/Unincorp",
            "/var/lib/dpkg/triggers/rebuild",
            "/var/lib/dpkg/updates");
    assertThat(text(entries, "/var/lib/dpkg/info/tool.list"))
        .isEqualTo("/.\n/bin\n/bin/t\n/bin/tool\n/etc\n/etc/tool.conf\n");
    assertThat(text(entries, "/var/lib/dpkg/triggers/File")).isEqualTo("/usr/share/x tool\n");
    assertThat(text(entries, "/var/lib/dpkg/triggers/rebuild")).isEqualTo("tool/noawait\n");
    assertThat(entry(entries, "/var/lib/dpkg/info/tool.postinst").attributes())
        .isEqualTo(Attributes.of(0755).withMtime(TIME));
  }

  @Test
  void sumsThatAPackageLacksAreComputedForItsFilesLessConffiles() throws Exception {
    SortedMap<ImagePath, Entry> entries = DpkgDatabase.ofUnpacked(packages(), TIME);

    assertThat(text(entries, "/var/lib/dpkg/info/tool.md5sums"))
        .isEqualTo("39ab32c5aeb56c9f5ae17f073ce31023  bin/tool\n");
    assertThat(text(entries, "/var/lib/dpkg/info/lib:amd64.md5sums"))
        .isEqualTo("00000000000000000000000000000000  usr/lib/lib.so\n");
  }

  @Test
  void scannersFindAStanzaAndTheSumsOfWhatWasKept() throws Exception {
    UnpackedPackages unpacked = packages();
    MemoryTree kept =
        MemoryTree.builder().putAll(unpacked.tree()).remove(ImagePath.of("/usr/bin/tool")).build();

    SortedMap<ImagePath, Entry> entries = DpkgDatabase.forScanners(unpacked, kept, TIME);

    assertThat(entries.keySet().stream().map(ImagePath::toString))
        .containsExactly(
            "/var/lib/dpkg/status.d/lib",
            "/var/lib/dpkg/status.d/lib.md5sums",
            "/var/lib/dpkg/status.d/tool",
            "/var/lib/dpkg/status.d/tool.md5sums");
    assertThat(text(entries, "/var/lib/dpkg/status.d/lib"))
        .isEqualTo(
            """
            Package: lib
            Version: 1.0
            Architecture: amd64
            Multi-Arch: same
            Description: a library
             with more
            """);
    assertThat(text(entries, "/var/lib/dpkg/status.d/lib.md5sums"))
        .isEqualTo("00000000000000000000000000000000  usr/lib/lib.so\n");
    assertThat(text(entries, "/var/lib/dpkg/status.d/tool.md5sums")).isEmpty();
  }

  @Test
  void thatStanzaIsReadAgainAsAnInstalledPackage() {
    UnpackedPackages unpacked = packages();
    MemoryTree.Builder tree = MemoryTree.builder().putAll(unpacked.tree());
    DpkgDatabase.forScanners(unpacked, unpacked.tree(), TIME).forEach(tree::put);

    InstalledPackages installed = InstalledPackages.of(tree.build());

    assertThat(installed.all().stream().map(InstalledPackage::toString))
        .containsExactly("lib:amd64 1.0", "tool:amd64 1.0");
    assertThat(installed.owner(ImagePath.of("/usr/bin/tool")).map(InstalledPackage::name))
        .contains("tool");
  }
}
