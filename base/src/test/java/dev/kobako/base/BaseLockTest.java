package dev.kobako.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.apt.OpenedSuite;
import dev.kobako.apt.Release;
import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.PackageSet;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.Stanza;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseLockTest {
  private static final String MAIN = "http://deb.example/debian";
  private static final String SECURITY = "http://deb.example/debian-security";
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  private static final String TEXT =
      """
      kobako-base-lock 1
      # The packages of base.yaml, to the byte. Keep this file beside it; 'kobako base --update' writes it anew.
      base debian:bookworm
      kind distroless
      recommends false
      snapshot 20250520T000000Z
      component main
      package libc6 (>= 2.36)
      package libssl3
      exclude dash

      # suite, date, InRelease, archive
      release bookworm 2025-05-17T09:31:20Z sha256:HEX http://deb.example/debian
      release bookworm-security 2025-05-19T20:00:00Z sha256:HEX http://deb.example/debian-security

      # name, version, architecture, suite/component, size, .deb, path
      architecture amd64
      gcc-12-base 12.2.0-14 amd64 bookworm/main 37504 sha256:HEX pool/main/g/gcc-12-base_amd64.deb because libc6 depends on libgcc-s1
      libc6 2.36-9 amd64 bookworm/main 2755900 sha256:HEX pool/main/l/libc6_amd64.deb after gcc-12-base because asked for
      libssl3 3.0.17-1 amd64 bookworm-security/main 2030000 sha256:HEX pool/main/l/libssl3_amd64.deb after tzdata because asked for
      tzdata 1:2024a-0 all bookworm/main 300 sha256:HEX pool/main/t/tzdata_all.deb after libc6
      """
          .replace("sha256:HEX", DIGEST);

  static PackageSet.Member member(
      String name,
      String version,
      String architecture,
      PackageSource source,
      long size,
      String why) {
    String path = "pool/main/%s/%s_%s.deb".formatted(name.substring(0, 1), name, architecture);
    return new PackageSet.Member(
        new AvailablePackage(
            new Stanza(
                """
                Package: %s
                Version: %s
                Architecture: %s
                Depends: whatever
                Filename: %s
                Size: %d
                SHA256: %s
                """
                    .formatted(name, version, architecture, path, size, DIGEST.substring(7))),
            source),
        why);
  }

  private static Release release(String suite, String date) {
    return new Release(
        "Debian",
        suite,
        suite,
        Instant.parse(date),
        Optional.empty(),
        true,
        List.of(),
        List.of(),
        new TreeMap<>(),
        Digest.parse(DIGEST));
  }

  private static final String YAML =
      """
      base: debian:bookworm
      kind: distroless
      packages: [libssl3, libc6 (>= 2.36)]
      exclude: [dash]
      sources:
        snapshot: 20250520T000000Z
        components: [main]
        mirror: http://me:secret@h/d
      """;

  private static LockedRequest locked(String yaml) {
    BaseFile file = BaseFile.read(yaml.getBytes(UTF_8), "base.yaml", Path.of("/x"));
    return LockedRequest.of(file.request(), file.sources());
  }

  private static BaseLock lock() {
    PackageSource main = new PackageSource(MAIN, "bookworm", "main");
    PackageSource security = new PackageSource(SECURITY, "bookworm-security", "main");
    PackageSet set =
        new PackageSet(
            List.of(
                member(
                    "gcc-12-base",
                    "12.2.0-14",
                    "amd64",
                    main,
                    37504,
                    "libc6\ndepends on libgcc-s1"),
                member("libc6", "2.36-9", "amd64", main, 2755900, "asked for"),
                member("tzdata", "1:2024a-0", "all", main, 300, ""),
                member("libssl3", "3.0.17-1", "amd64", security, 2030000, "asked for")));
    return BaseLock.of(
        locked(YAML),
        List.of(
            LockedRelease.of(
                new OpenedSuite(MAIN, "bookworm", release("bookworm", "2025-05-17T09:31:20Z"))),
            LockedRelease.of(
                new OpenedSuite(
                    SECURITY,
                    "bookworm-security",
                    release("bookworm-security", "2025-05-19T20:00:00.5Z")))),
        new TreeMap<>(Map.of("amd64", set)));
  }

  @Test
  void lockIsALineForEachPackage() {
    assertThat(new String(lock().bytes(), UTF_8)).isEqualTo(TEXT);
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    BaseLock read = BaseLock.read(TEXT.getBytes(UTF_8), "base.lock");
    assertThat(read).isEqualTo(lock());
    assertThat(new String(read.bytes(), UTF_8)).isEqualTo(TEXT);
    assertThat(BaseLock.read(TEXT.replace("\n", "\r\n").getBytes(UTF_8), "base.lock"))
        .isEqualTo(read);
  }

  @Test
  void packagesCanBeFetchedWithoutAnIndex() {
    List<AvailablePackage> packages =
        BaseLock.read(TEXT.getBytes(UTF_8), "base.lock").packages("amd64", "base.lock");
    assertThat(packages)
        .extracting(AvailablePackage::name)
        .containsExactly("gcc-12-base", "libc6", "tzdata", "libssl3");
    AvailablePackage last = packages.getLast();
    assertThat(last.version()).hasToString("3.0.17-1");
    assertThat(last.architecture()).isEqualTo("amd64");
    assertThat(last.filename()).isEqualTo("pool/main/l/libssl3_amd64.deb");
    assertThat(last.size()).isEqualTo(2030000);
    assertThat(last.digest()).hasToString(DIGEST);
    assertThat(last.source()).isEqualTo(new PackageSource(SECURITY, "bookworm-security", "main"));
  }

  @Test
  void architectureThatIsNotLockedIsNamed() {
    assertThat(Thrown.by(() -> lock().packages("arm64", "my/base.lock")))
        .isEqualTo(
            """
            FINDING
            my/base.lock: has no packages for arm64, only for amd64
            remedy: add the platform to 'platforms' of base.yaml and run 'kobako base --update my/base.lock'\
            """);
  }

  @Test
  void timeIsThatOfTheLatestRelease() {
    assertThat(lock().time()).isEqualTo(Instant.parse("2025-05-19T20:00:00Z"));
  }

  @Test
  void requestThatDiffersInWhatIsNotInstalledStillMatches() {
    lock()
        .requireMatches(
            locked(
                """
                base: debian:12
                kind: distroless
                packages: [libc6 (>=2.36), libssl3]
                exclude: [dash]
                sources: {snapshot: 20250520T000000Z, components: [main], mirror: 'http://other/d'}
                environment: {A: b}
                """),
            "base.lock");
  }

  @Test
  void requestThatHasChangedIsTold() {
    assertThat(
            Thrown.by(() ->
                lock()
                    .requireMatches(
                        locked(
                            """
                            base: debian:trixie
                            packages: [libc6 (>= 2.37), libssl3, bash]
                            recommends: true
                            sources: {lines: ['deb http://a:b@h/d x y']}
                            """),
                        "base.lock")))
        .isEqualTo(
            """
            FINDING
            base.lock: locks another request: base was debian:bookworm and is debian:trixie; \
            kind was distroless and is full; recommends was false and is true; \
            packages: +bash, +libc6 (>= 2.37), -libc6 (>= 2.36); exclude: -dash; \
            components: -main; snapshot was 20250520T000000Z and is none; \
            lines: +deb http://…@h/d x y
            remedy: run 'kobako base --update base.lock' to choose packages anew\
            """);
    LockedRequest one = locked("base: debian\nsources: {components: [main, contrib]}");
    LockedRequest other = locked("base: debian\nsources: {components: [contrib, main]}");
    assertThat(one.differences(other)).containsExactly("components: another order");
  }

  @Test
  void linesAndArchivesOfOneSuiteAreKeptWithoutPasswords() {
    LockedRequest request =
        locked("base: debian:sid\nsources: {lines: ['deb http://me:pw@h/d sid main']}");
    Instant date = Instant.parse("2025-01-01T00:00:00Z");
    List<LockedRelease> releases =
        List.of(
            new LockedRelease("http://a/d", "sid", date, Digest.parse(DIGEST)),
            new LockedRelease("http://b/d", "sid", date, Digest.parse(DIGEST)));
    PackageSource second = new PackageSource("http://b/d", "sid", "main");
    PackageSet set = new PackageSet(List.of(member("aa", "1", "all", second, 1, "")));
    SortedMap<String, PackageSet> chosen = new TreeMap<>(Map.of("arm64", set));
    BaseLock lock = BaseLock.of(request, releases, chosen);
    String text = new String(lock.bytes(), UTF_8);
    assertThat(text)
        .contains("\nline deb http://…@h/d sid main\n")
        .contains("\nrelease sid#2 2025-01-01T00:00:00Z ")
        .contains("\naa 1 all sid#2/main 1 ")
        .doesNotContain("pw");
    assertThat(BaseLock.read(lock.bytes(), "base.lock")).isEqualTo(lock);
  }

  @Test
  void lockThatCannotBeTrueIsNotMade() {
    BaseLock good = lock();
    List<LockedPackage> twice = new ArrayList<>(good.architectures().firstEntry().getValue());
    twice.add(twice.getFirst());
    assertThatThrownBy(() ->
            new BaseLock(good.request(), good.releases(), new TreeMap<>(Map.of("amd64", twice))))
        .hasMessage("gcc-12-base is locked twice");
    assertThatThrownBy(() -> new BaseLock(good.request(), List.of(), good.architectures()))
        .hasMessage("gcc-12-base is of no release of the lock");
    assertThatThrownBy(
            () -> new LockedRelease("http://me:pw@h/d", "sid", Instant.EPOCH, Digest.parse(DIGEST)))
        .hasMessage("no suite of an archive: http://h/d sid");
    assertThatThrownBy(
            () -> new LockedRelease("http://h/d", "./", Instant.EPOCH, Digest.parse(DIGEST)))
        .hasMessage("no suite of an archive: http://h/d ./");
  }

  /** What is replaced, by what, the line, the fact. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "kind distroless | kind small | 4 | 'kind small', expected distroless or full",
        "recommends false | recommends no | 5 | 'recommends no', expected true or false",
        "recommends false | kind full | 5 | 'kind full', expected fields in the order base, kind, recommends, snapshot, component, line, package, exclude",
        "base debian:bookworm | base arch:core | 3 | 'base arch:core', expected base DISTRIBUTION:SUITE",
        "base debian:bookworm | base debian:../x | 3 | 'base debian:../x', expected base DISTRIBUTION:SUITE",
        "snapshot 20250520T000000Z | snapshot soon | 6 | 'soon' is no snapshot as a lock has it",
        "component main | component ../x | 7 | '../x' is no component as a lock has it",
        "package libssl3 | package libssl3(>=1) | 9 | 'libssl3(>=1)' is no package as a lock has it",
        "exclude dash | exclude Dash | 10 | 'Dash' is no exclude as a lock has it",
        "exclude dash | exclude | 10 | 'exclude', expected a value",
        "exclude dash | hello there | 10 | 'hello there', expected base, kind, recommends, snapshot, component, line, package, exclude, release or architecture",
        "exclude dash | <<<<<<< HEAD | 10 | a merge that nobody has finished, expected a lock",
        "release bookworm 2025 | release bookworm#2 2025 | 13 | 'release bookworm#2 2025-05-17T09:31:20Z sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef http://d…', expected the suite 'bookworm'",
        "2025-05-17T09:31:20Z sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef http://deb.example/debian | 2025-05-17T09:31:20Z sha256:012 http://h/d | 13 | 'sha256:012', expected sha256: and 64 digits",
        "2025-05-17T09:31:20Z sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef http://deb.example/debian | now x y | 13 | 'release bookworm now x y', expected release SUITE DATE DIGEST ARCHIVE",
        "http://deb.example/debian-security | ftp://h | 14 | 'release bookworm-security 2025-05-19T20:00:00Z sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef f…', expected release SUITE DATE DIGEST ARCHIVE",
        "architecture amd64 | architecture AMD | 17 | 'architecture AMD', expected each of at most 32 architectures once",
        "tzdata 1 | architecture amd64 | 21 | 'architecture amd64:2024a-0 all bookworm/main 300 sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef…', expected architecture NAME",
        "bookworm/main 37504 | trixie/main 37504 | 18 | 'trixie/main', expected a component of one of bookworm, bookworm-security",
        "bookworm/main 37504 | bookworm 37504 | 18 | 'bookworm', expected a component of one of bookworm, bookworm-security",
        "pool/main/g/gcc | ../g/gcc | 18 | 'gcc-12-base 12.2.0-14 amd64 bookworm/main 37504 sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef …', expected NAME VERSION ARCHITECTURE SUITE/COMPONENT SIZE DIGEST PATH",
        "main 37504 | main many | 18 | 'gcc-12-base 12.2.0-14 amd64 bookworm/main many sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef p…', expected NAME VERSION ARCHITECTURE SUITE/COMPONENT SIZE DIGEST PATH",
        "gcc-12-base 12.2.0-14 amd64 | gcc-12-base | 18 | 'gcc-12-base bookworm/main 37504 sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef pool/main/g/gcc-…', expected NAME VERSION ARCHITECTURE SUITE/COMPONENT SIZE DIGEST PATH",
        "gcc-12-base 12 | zlib1g 12 | 19 | the package 'libc6' after 'zlib1g', expected every package once, sorted by name",
        "after gcc-12-base | after libssl3 | 17 | 4 packages of which 'after' leads to 1, expected all of them",
        "after tzdata | after libc6 | 21 | 'tzdata' and 'libssl3' are both after libc6, expected one",
        "after gcc-12-base because | because | 19 | 'libc6' and 'gcc-12-base' are both the first, expected one"
      })
  void whatKobakoWouldNotWriteIsRefusedWithItsLine(String old, String now, int line, String fact) {
    assertThat(TEXT).contains(old);
    String text = TEXT.replaceFirst(Pattern.quote(old), now);
    assertThat(Thrown.by(() -> BaseLock.read(text.getBytes(UTF_8), "base.lock")))
        .isEqualTo(
            "FINDING\nbase.lock:"
                + line
                + ": "
                + fact
                + "\nremedy: restore the file as kobako wrote it, or run 'kobako base --update' for a"
                + " new one");
  }

  @Test
  void anotherFormatIsRefused() {
    assertThat(Thrown.by(() -> BaseLock.read("kobako-base-lock 2\n".getBytes(UTF_8), "base.lock")))
        .isEqualTo(
            """
            FINDING
            base.lock:1: 'kobako-base-lock 2', expected kobako-base-lock 1
            remedy: use the kobako that wrote it, or a newer one\
            """);
    String other =
        """
        FINDING
        base.lock:1: '%s', expected kobako-base-lock 1
        remedy: name a lock, or run 'kobako base --update' for a new one\
        """;
    assertThat(Thrown.by(() -> BaseLock.read(new byte[0], "base.lock")))
        .isEqualTo(other.formatted(""));
    assertThat(Thrown.by(() -> BaseLock.read(new byte[] {(byte) 0xFF}, "base.lock")))
        .isEqualTo(other.formatted("bytes that are no text"));
    assertThat(Thrown.by(() -> BaseLock.read(new byte[33 << 20], "base.lock")))
        .isEqualTo(
            """
            FINDING
            base.lock: 34603008 bytes, expected at most 33554432
            remedy: check that it is the right file\
            """);
  }

  @Test
  void lockThatEndsEarlyIsRefused() {
    assertThat(Thrown.by(() -> BaseLock.read("kobako-base-lock 1\n".getBytes(UTF_8), "base.lock")))
        .startsWith("FINDING\nbase.lock:1: the end, expected base before it\nremedy: restore");
    assertThat(
            Thrown.by(() ->
                BaseLock.read(
                    "kobako-base-lock 1\nbase debian:sid\n".getBytes(UTF_8), "base.lock")))
        .startsWith("FINDING\nbase.lock:2: the end, expected kind before it\nremedy: restore");
  }

  @Test
  void damagedLocksEndInAFinding() {
    Random random = new Random(11);
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder(TEXT);
      for (int change = 0; change < 2; change++) {
        int at = random.nextInt(19, text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, "\n /#:a0".charAt(random.nextInt(7)));
          default -> text.delete(at, Math.min(text.length(), at + random.nextInt(60)));
        }
      }
      try {
        BaseLock read = BaseLock.read(text.toString().getBytes(UTF_8), "base.lock");
        assertThat(BaseLock.read(read.bytes(), "base.lock")).isEqualTo(read);
      } catch (KobakoException e) {
        assertThat(e.diagnostic().place()).startsWith("base.lock:");
      }
    }
  }
}
