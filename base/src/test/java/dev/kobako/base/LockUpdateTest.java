package dev.kobako.base;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.DebFile;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.PackageVersion;
import dev.kobako.debian.Stanza;
import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockUpdateTest {
  private static final PackageSource MAIN = new PackageSource("http://h/d", "bookworm", "main");
  private static final PackageSource SECURITY =
      new PackageSource("http://h/s", "bookworm-security", "main");
  private static final Digest DIGEST = Digest.sha256(new byte[0]);

  private static LockedPackage of(String name, String version, PackageSource source) {
    return new LockedPackage(
        name,
        PackageVersion.of(version),
        "amd64",
        source,
        1,
        Digest.sha256((name + version + source.suite()).getBytes(StandardCharsets.UTF_8)),
        "pool/" + name,
        "asked for");
  }

  private static BaseLock lock(Map<String, List<LockedPackage>> packages) {
    return new BaseLock(
        new LockedRequest(
            "debian",
            "bookworm",
            BaseRequest.Kind.FULL,
            false,
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of()),
        List.of(
            new LockedRelease("http://h/d", "bookworm", Instant.EPOCH, DIGEST),
            new LockedRelease("http://h/s", "bookworm-security", Instant.EPOCH, DIGEST)),
        new TreeMap<>(packages));
  }

  private static final BaseLock OLD =
      lock(
          Map.of(
              "amd64",
              List.of(
                  of("bash", "5.2-1", MAIN),
                  of("libssl3", "3.0.15-1~deb12u1", MAIN),
                  of("dash", "0.5.12", MAIN),
                  of("libold", "1.0", MAIN),
                  of("tzdata", "2025b", MAIN))));

  private static final BaseLock NEW =
      lock(
          Map.of(
              "amd64",
              List.of(
                  of("bash", "5.2-1", MAIN),
                  of("libssl3", "3.0.17-1~deb12u2", SECURITY),
                  of("dash", "0.5.12", SECURITY),
                  of("libnew", "1.2", MAIN),
                  of("tzdata", "2025a", MAIN))));

  private static DebFile deb(String name, String control, MemoryTree data) {
    Stanza stanza = new Stanza("Package: " + name + "\n" + control);
    return new DebFile(new AvailablePackage(stanza, MAIN), stanza, new TreeMap<>(), data);
  }

  private static MemoryTree tree(String path, byte[] content) {
    return MemoryTree.builder()
        .put(ImagePath.of(path), new Entry.RegularFile(Attributes.of(0644), Content.of(content), 0))
        .build();
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static final String OPENSSL =
      """
      openssl (3.0.17-1~deb12u2) bookworm-security; urgency=high

        * CVE-2025-9230 (out of bounds), CVE-2025-9231,CVE-2025-10001
        * see also CVE-2025-9230 and CVE-25-1, CVE-2025-12, XCVE-0025-1234, CVE-2025-

       -- Me <me@example.org>  Tue, 30 Sep 2025 12:00:00 +0000

      openssl (3.0.16-1~deb12u1) bookworm; urgency=medium

        * Fixes CVE-2024-13176
          (CVE-2024-0727).

       -- Me <me@example.org>  Tue, 11 Feb 2025 12:00:00 +0000

      openssl (3.0.15-1~deb12u1) bookworm; urgency=medium

        * Fixes CVE-2024-9143

       -- Me <me@example.org>  Tue, 11 Feb 2024 12:00:00 +0000
      """;

  private static List<String> fixed(DebFile deb, String since, DebFile... others) {
    TreeMap<String, DebFile> byName = new TreeMap<>();
    Arrays.stream(others).forEach(each -> byName.put(each.available().name(), each));
    return new Changelog(deb, byName)
        .fixedSince(PackageVersion.of(since)).stream().map(VulnerabilityId::toString).toList();
  }

  private static final DebFile LIBSSL =
      deb(
          "libssl3",
          "Source: openssl\nVersion: 3.0.17-1~deb12u2\n",
          tree("/usr/share/doc/libssl3/changelog.Debian.gz", gzip(OPENSSL)));

  @Test
  void everyKindOfChangeIsTold() {
    LockUpdate update = LockUpdate.between(OLD, NEW);
    assertThat(update.isEmpty()).isFalse();
    assertThat(update.upgraded(NEW)).extracting(AvailablePackage::name).containsExactly("libssl3");
    assertThat(new LockUpdateReport(update.withFixes(List.of(LIBSSL))).lines())
        .containsExactly(
            "dash     0.5.12 with other bytes",
            "libnew   added 1.2                            asked for",
            "libold   removed, was 1.0",
            "libssl3  3.0.15-1~deb12u1 → 3.0.17-1~deb12u2  security: CVE-2024-0727 CVE-2024-13176"
                + " CVE-2025-9230 CVE-2025-9231 CVE-2025-10001",
            "tzdata   2025b → 2025a                        downgraded",
            "1 upgraded, 1 added, 1 removed, 1 downgraded, 1 with other bytes; 1 from security"
                + " suites, 5 vulnerabilities fixed");
    assertThat(new LockUpdateReport(update).lines())
        .contains("libssl3  3.0.15-1~deb12u1 → 3.0.17-1~deb12u2  security");
  }

  @Test
  void programsReadARecordForEachChange() {
    LockUpdate update = LockUpdate.between(OLD, NEW).withFixes(List.of(LIBSSL));
    assertThat(new String(Json.bytes(new LockUpdateReport(update).records()), ISO_8859_1))
        .isEqualTo(
            """
            [{"package":"dash","architecture":"amd64","change":"rebuilt","from":"0.5.12","to":"0.5.12"},\
            {"package":"libnew","architecture":"amd64","change":"added","to":"1.2","why":"asked for"},\
            {"package":"libold","architecture":"amd64","change":"removed","from":"1.0"},\
            {"package":"libssl3","architecture":"amd64","change":"upgraded",\
            "from":"3.0.15-1~deb12u1","to":"3.0.17-1~deb12u2","security":true,\
            "fixed":["CVE-2024-0727","CVE-2024-13176","CVE-2025-9230","CVE-2025-9231","CVE-2025-10001"]},\
            {"package":"tzdata","architecture":"amd64","change":"downgraded","from":"2025b","to":"2025a"}]\
            """);
  }

  @Test
  void samePackagesAreNoChange() {
    LockUpdate update = LockUpdate.between(OLD, OLD);
    assertThat(update.isEmpty()).isTrue();
    assertThat(new LockUpdateReport(update).lines()).containsExactly("no package has changed");
    assertThat(new LockUpdateReport(update).records()).isEmpty();
  }

  @Test
  void changeOfAllArchitecturesIsToldOnce() {
    List<LockedPackage> one = List.of(of("aa", "1", MAIN), of("bb", "1", MAIN));
    List<LockedPackage> two = List.of(of("aa", "2", MAIN), of("bb", "1", MAIN));
    List<LockedPackage> three = List.of(of("aa", "2", MAIN), of("bb", "2", MAIN));
    LockUpdate update =
        LockUpdate.between(
            lock(Map.of("amd64", one, "arm64", one, "riscv64", one)),
            lock(Map.of("amd64", two, "arm64", three, "riscv64", one)));
    assertThat(new LockUpdateReport(update).lines())
        .containsExactly("aa  1 → 2", "bb  1 → 2  (arm64)", "2 upgraded");
    LockUpdate gone =
        LockUpdate.between(lock(Map.of("amd64", one, "arm64", one)), lock(Map.of("amd64", one)));
    assertThat(new LockUpdateReport(gone).lines())
        .containsExactly("aa  removed, was 1", "bb  removed, was 1", "2 removed");
  }

  @Test
  void manyFixesAreCutForPeopleOnly() {
    List<VulnerabilityId> many = new ArrayList<>();
    for (int i = 1; i <= 10; i++) {
      many.add(new VulnerabilityId(2025, i));
    }
    PackageVersion one = PackageVersion.of("1");
    LockUpdate update =
        new LockUpdate(
            new TreeMap<>(
                Map.of(
                    "amd64",
                    List.of(
                        new PackageChange.Upgraded(
                            "aa", one, PackageVersion.of("2"), false, many)))));
    assertThat(new LockUpdateReport(update).lines())
        .containsExactly(
            "aa  1 → 2  fixes CVE-2025-0001 CVE-2025-0002 CVE-2025-0003 CVE-2025-0004 CVE-2025-0005"
                + " CVE-2025-0006 CVE-2025-0007 CVE-2025-0008 and 2 more",
            "1 upgraded, 10 vulnerabilities fixed");
    assertThat(new LockUpdateReport(update).records().getFirst().get("fixed"))
        .isEqualTo(many.stream().map(VulnerabilityId::toString).toList());
  }

  @Test
  void onlyEntriesNewerThanTheOldVersionCount() {
    assertThat(fixed(LIBSSL, "3.0.16-1~deb12u1"))
        .containsExactly("CVE-2025-9230", "CVE-2025-9231", "CVE-2025-10001");
    assertThat(fixed(LIBSSL, "3.0.16-1~deb12u1+b1"))
        .containsExactly("CVE-2025-9230", "CVE-2025-9231", "CVE-2025-10001");
    assertThat(fixed(LIBSSL, "3.0.17-1~deb12u2")).isEmpty();
    assertThat(fixed(LIBSSL, "1.0")).hasSize(6);
  }

  @Test
  void changelogOfAnotherPackageOfTheSameSourceIsFound() {
    MemoryTree linkedFolder =
        MemoryTree.builder()
            .put(
                ImagePath.of("/usr/share/doc/libgcc-s1"),
                new Entry.Symlink(Attributes.of(0777), "gcc-14-base"))
            .build();
    MemoryTree linkedFile =
        MemoryTree.builder()
            .put(
                ImagePath.of("/usr/share/doc/libgcc-s1/changelog.Debian.gz"),
                new Entry.Symlink(Attributes.of(0777), "../gcc-14-base/changelog.Debian.gz"))
            .build();
    DebFile base =
        deb(
            "gcc-14-base",
            "Version: 14.2.0-19\n",
            tree("/usr/share/doc/gcc-14-base/changelog.Debian.gz", gzip(OPENSSL)));
    for (MemoryTree data : List.of(linkedFolder, linkedFile)) {
      DebFile deb = deb("libgcc-s1", "Version: 14.2.0-19\n", data);
      assertThat(fixed(deb, "3.0.16-1~deb12u1", base)).hasSize(3);
      assertThat(fixed(deb, "3.0.16-1~deb12u1")).isEmpty();
    }
  }

  @Test
  void linksThatLeadInCirclesOrOutAreNoChangelog() {
    for (String target : List.of("libx", ".", "../../../../etc", "/usr/share/doc", "liby")) {
      DebFile deb =
          deb(
              "libx",
              "Version: 1\n",
              MemoryTree.builder()
                  .put(
                      ImagePath.of("/usr/share/doc/libx"),
                      new Entry.Symlink(Attributes.of(0777), target))
                  .build());
      DebFile other =
          deb(
              "liby",
              "Version: 1\n",
              MemoryTree.builder()
                  .put(
                      ImagePath.of("/usr/share/doc/liby"),
                      new Entry.Symlink(Attributes.of(0777), "libx"))
                  .build());
      assertThat(fixed(deb, "1", deb, other)).isEmpty();
    }
  }

  @Test
  void nativePackagesHaveTheirChangelogUnderTheOtherName() {
    DebFile deb =
        deb("dpkg", "Version: 9\n", tree("/usr/share/doc/dpkg/changelog.gz", gzip(OPENSSL)));
    assertThat(fixed(deb, "3.0.16-1~deb12u1")).hasSize(3);
    DebFile upstream =
        deb(
            "libz",
            "Version: 9\n",
            tree("/usr/share/doc/libz/changelog.gz", gzip("1.2 (2024)\n CVE-2024-1234\n")));
    assertThat(fixed(upstream, "1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"gcc-defaults (1.203), 3", "gcc (3.0.17-1~deb12u2), 5", "gcc, 5"})
  void whereVersionsCannotBeComparedTheNewestEntryAloneCounts(String source, int count) {
    DebFile deb =
        deb(
            "cpp",
            "Source: " + source + "\nVersion: 3.0.17-1~deb12u2\n",
            tree("/usr/share/doc/cpp/changelog.Debian.gz", gzip(OPENSSL)));
    assertThat(fixed(deb, "3.0.15-1~deb12u1")).hasSize(count);
  }

  @Test
  void damagedChangelogTellsWhatItCan() {
    byte[] whole = gzip(OPENSSL.repeat(200));
    for (byte[] bytes :
        List.of(
            new byte[0],
            new byte[] {1, 2, 3},
            Arrays.copyOf(whole, whole.length / 2),
            "no gzip".getBytes(ISO_8859_1))) {
      DebFile deb = deb("aa", "Version: 1\n", tree("/usr/share/doc/aa/changelog.Debian.gz", bytes));
      assertThat(fixed(deb, "0")).hasSizeLessThan(7);
    }
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void changelogThatUnpacksToMuchIsReadInPart() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write("aa (2) x; y\n CVE-2024-1234\n".getBytes(ISO_8859_1));
      byte[] blank = new byte[1 << 20];
      Arrays.fill(blank, (byte) '\n');
      for (int i = 0; i < 64; i++) {
        out.write(blank);
      }
      out.write("\n CVE-2024-9999\n".getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    DebFile deb =
        deb(
            "aa",
            "Version: 2\n",
            tree("/usr/share/doc/aa/changelog.Debian.gz", bytes.toByteArray()));
    assertThat(fixed(deb, "1")).containsExactly("CVE-2024-1234");
  }

  @Test
  void numbersAreFoundAnywhereInALine() {
    TreeSet<VulnerabilityId> found = new TreeSet<>();
    VulnerabilityId.addAll("CVE-2024-1234CVE-2023-00012,(CVE-1999-0001) CVE-2025-10001.", found);
    VulnerabilityId.addAll("CVE- CVE-2024 CVE-2024- CVE-2024-123 CVE-20245-1234 cve-2024-1", found);
    VulnerabilityId.addAll("CVE-2024-" + "9".repeat(40) + " CVE-0999-1234 CVE-", found);
    assertThat(found)
        .extracting(VulnerabilityId::toString)
        .containsExactly("CVE-1999-0001", "CVE-2023-0012", "CVE-2024-1234", "CVE-2025-10001");
  }
}
