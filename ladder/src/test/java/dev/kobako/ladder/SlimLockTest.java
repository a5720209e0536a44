package dev.kobako.ladder;

import static dev.kobako.ladder.MadeImage.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.check.Drive;
import dev.kobako.check.RunOptions;
import dev.kobako.check.Scenario;
import dev.kobako.check.Trace;
import dev.kobako.image.Compression;
import dev.kobako.image.Digest;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.testkit.IcuDataBuilder;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlimLockTest {
  private static final IcuDataBuilder ICU =
      new IcuDataBuilder()
          .item("icudt72l/root.res", "root")
          .item("icudt72l/coll/ja.res", "ja")
          .item("icudt72l/coll/zh.res", "zh");

  @TempDir Path folder;

  private static String status(String version) {
    return """
    Package: libone
    Status: install ok installed
    Architecture: amd64
    Version: %s

    Package: other
    Status: install ok installed
    Architecture: amd64
    Version: 4
    """
        .formatted(version);
  }

  /** An image with a versioned library, single files, and a folder that stays as a whole. */
  private static TarBuilder tar(String version, String library) {
    return new TarBuilder()
        .dir("lib/", 0755)
        .file("lib/" + library, 0644, "one " + version)
        .symlink("lib/libone.so.1", library)
        .file("lib/libother.so.4", 0644, "other")
        .dir("srv/", 0755)
        .file("srv/a page", 0644, "a")
        .file("srv/b", 0644, "b")
        .dir("data/", 0755)
        .file("data/read", 0644, "r")
        .file("data/unread", 0644, "u")
        .dir("var/", 0755)
        .dir("var/lib/", 0755)
        .dir("var/lib/dpkg/", 0755)
        .file("var/lib/dpkg/status", 0644, status(version))
        .dir("var/lib/dpkg/info/", 0755)
        .file(
            "var/lib/dpkg/info/libone.list", 0644, "/lib\n/lib/libone.so.1\n/lib/" + library + "\n")
        .file("var/lib/dpkg/info/other.list", 0644, "/lib\n/lib/libother.so.4\n");
  }

  private MadeImage image(TarBuilder tar) {
    return new MadeImage(folder).layer("RUN make", tar);
  }

  private static SlimRequest request() {
    Scenario scenario =
        new Scenario(
            "run",
            RunOptions.NONE,
            List.of(
                new Drive.Http("GET", Optional.empty(), "/health", Optional.of(200)),
                new Drive.Check(List.of("sh", "-c", "./smoke test.sh"))));
    return new SlimRequest(
        Level.MINIMAL,
        List.of(scenario),
        new KeepRules(List.of("/srv"), List.of(), false, Set.of("made-files")),
        0,
        Proving.DEFAULT,
        Compression.GZIP,
        Instant.EPOCH,
        "1");
  }

  private static final Trace TRACE = opened("/data/read", "/lib/libone.so.1");

  private static SlimResult result(MadeImage image) throws IOException {
    Original original = image.original();
    KeepSet keepSet =
        new Selection(original, request().rules()).of(Level.MINIMAL, TRACE, new LinkedHashMap<>());
    return result(image, original, keepSet);
  }

  private static SlimResult result(MadeImage image, Original original, KeepSet keepSet)
      throws IOException {
    Written written = new Writing(original, request()).write(keepSet, image, image.staging());
    Extent none = new Extent(0, 0, 0, 0);
    return new SlimResult(
        original,
        written.packing().result(),
        Level.MINIMAL,
        keepSet,
        TRACE,
        none,
        none,
        List.of(),
        Optional.empty(),
        new TreeMap<>());
  }

  private LockedSlimmer.Made locked(MadeImage image, SlimLock lock, boolean accepted)
      throws IOException {
    return new LockedSlimmer(image, image.staging(), SlimProgress.NONE)
        .reduce(
            "app", image.image(), new LockedSlimmer.Use(lock, "kobako.lock", accepted), request());
  }

  private static List<String> paths(SlimResult result) {
    return result.keepSet().all().stream().map(Kept::path).map(Object::toString).toList();
  }

  @Test
  void isATextOfOnePathALineInGroupsByReason() throws IOException {
    SlimResult result = result(image(tar("1.0", "libone.so.1.0")));

    assertThat(new String(SlimLock.of(result, request()).bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            kobako-slim-lock 1
            # What 'kobako slim' keeps of an image, and why. Keep this file beside the project;
            # 'kobako slim --lock' makes the same again without a run.
            image %s
            level minimal
            check --http GET:/health=200
            check --check sh -c './smoke test.sh'
            keep /srv
            no-rule made-files

            # packages of which files are kept: version, files that the image has of it
            package libone:amd64 1.0 2

            # packages of which nothing is kept
            without other:amd64

            [--keep /srv]
            /srv/**

            [a system folder]
            /var/
            /var/lib/

            [every program may expect a place for temporary files]
            /tmp/

            [opened in the trace]
            /data/read
            /lib/libone.so.1 ->

            # left out, beside what is kept; what else comes there is new
            !/data/unread
            """
                .formatted(result.original().image().descriptor().digest()));
  }

  @Test
  void givesTheSameImageWithoutARun() throws IOException {
    MadeImage image = image(tar("1.0", "libone.so.1.0"));
    SlimResult result = result(image);
    SlimLock lock = SlimLock.read(SlimLock.of(result, request()).bytes(), "kobako.lock");

    LockedSlimmer.Made again = locked(image, lock, false);

    assertThat(again.result().image().descriptor()).isEqualTo(result.image().descriptor());
    assertThat(paths(again.result())).isEqualTo(paths(result));
    assertThat(SlimLock.of(again.result(), request()).bytes()).isEqualTo(lock.bytes());
    assertThat(again.changes().needTrace()).isFalse();
  }

  @Test
  void aFolderThatARuleHasEmptiedStaysWithoutARunToo() throws IOException {
    MadeImage image =
        image(
            tar("1.0", "libone.so.1.0")
                .dir("var/cache/", 0755)
                .dir("var/cache/apt/", 0755)
                .dir("var/cache/apt/archives/", 0755)
                .dir("var/cache/apt/archives/partial/", 0700));
    SlimResult result = result(image);
    SlimLock lock = SlimLock.read(SlimLock.of(result, request()).bytes(), "kobako.lock");

    LockedSlimmer.Made again = locked(image, lock, false);

    assertThat(paths(result)).contains("/var/cache/apt/archives");
    assertThat(again.result().image().descriptor()).isEqualTo(result.image().descriptor());
    assertThat(new String(SlimLock.of(again.result(), request()).bytes(), StandardCharsets.UTF_8))
        .isEqualTo(new String(lock.bytes(), StandardCharsets.UTF_8));
  }

  private static TarBuilder tarWithMembers(IcuDataBuilder data) {
    return new TarBuilder()
        .dir("srv/", 0755)
        .file("srv/a", 0644, "a")
        .dir("icu/", 0755)
        .file("icu/icudt72l.dat", 0644, data.build());
  }

  private SlimLock lockWithoutChinese(MadeImage image) throws IOException {
    return SlimLock.of(resultWithoutChinese(image), request());
  }

  private static SlimResult resultWithoutChinese(MadeImage image) throws IOException {
    Original original = image.original();
    Trace trace = opened("/icu/icudt72l.dat");
    KeepSet minimal =
        new Selection(original, request().rules()).of(Level.MINIMAL, trace, new LinkedHashMap<>());
    MemberFolders folders = MemberFolders.of(minimal, original.tree(), _ -> true);
    KeepSet some = folders.opened(minimal).filter(kept -> !kept.path().name().equals("zh.res"));
    return result(image, original, folders.closed(some));
  }

  @Test
  void listsTheMembersThatStayOfAFileAsPathsBelowIt() throws IOException {
    MadeImage image = image(tarWithMembers(ICU));
    SlimLock lock = lockWithoutChinese(image);

    LockedSlimmer.Made again = locked(image, SlimLock.read(lock.bytes(), "kobako.lock"), false);

    assertThat(new String(lock.bytes(), StandardCharsets.UTF_8))
        .contains(
            """
            [opened in the trace]
            /icu/icudt72l.dat
            /icu/icudt72l.dat/icudt72l/coll/ja.res
            /icu/icudt72l.dat/icudt72l/root.res
            """);
    assertThat(again.result().image().descriptor())
        .isEqualTo(resultWithoutChinese(image).image().descriptor());
    assertThat(SlimLock.of(again.result(), request()).bytes()).isEqualTo(lock.bytes());
  }

  @Test
  void saysWhichMembersVanished() throws IOException {
    SlimLock lock = lockWithoutChinese(image(tarWithMembers(ICU)));
    IcuDataBuilder other =
        new IcuDataBuilder().item("icudt72l/root.res", "root").item("icudt72l/coll/sv.res", "sv");

    assertThatThrownBy(() -> locked(image(tarWithMembers(other)), lock, false))
        .hasMessage(
            """
            kobako.lock: was made of another app
            kept, and not there any more: /icu/icudt72l.dat/icudt72l/coll/ja.res
            remedy: trace anew: run 'kobako slim' with your checks and --write-lock kobako.lock; or\
             take it as it is with --accept-changes\
            """);
  }

  @Test
  void followsALibraryToItsNextPatchLevelAndFoldersToNewFiles() throws IOException {
    SlimLock lock = SlimLock.of(result(image(tar("1.0", "libone.so.1.0"))), request());
    TarBuilder next = tar("1.1", "libone.so.1.1").file("srv/c", 0644, "c");

    LockedSlimmer.Made made = locked(image(next), lock, false);

    assertThat(paths(made.result())).contains("/lib/libone.so.1", "/lib/libone.so.1.1", "/srv/c");
    assertThat(made.changes().packages()).containsExactly("libone:amd64 1.0 is now 1.1");
    assertThat(made.changes().needTrace()).isFalse();
  }

  @Test
  void saysWhatVanishedAndWhatIsNewBesideKeptFilesAndOffersANewTrace() throws IOException {
    SlimLock lock = SlimLock.of(result(image(tar("1.0", "libone.so.1.0"))), request());
    MadeImage changed =
        image(
            new TarBuilder()
                .dir("data/", 0755)
                .file("data/unread", 0644, "u")
                .file("data/new", 0644, "n")
                .dir("srv/", 0755)
                .file("srv/b", 0644, "b"));

    assertThatThrownBy(() -> locked(changed, lock, false))
        .hasMessage(
            """
            kobako.lock: was made of another app
            kept, and not there any more: /data/read, /lib/libone.so.1 ->, /var/, /var/lib/
            new beside kept files: /data/new
            packages: libone:amd64 1.0 is gone
            remedy: trace anew: run 'kobako slim' with your checks and --write-lock kobako.lock; or\
             take it as it is with --accept-changes\
            """);
    assertThat(paths(locked(changed, lock, true).result()))
        .containsExactly("/", "/srv", "/srv/b", "/tmp");
  }

  private static String lock(String... lines) {
    return "kobako-slim-lock 1\nimage "
        + Digest.sha256(new byte[0])
        + "\nlevel minimal\n"
        + String.join("\n", lines)
        + "\n";
  }

  private static void assertRefused(String text, String expected) {
    assertThatThrownBy(() -> SlimLock.read(text.getBytes(StandardCharsets.UTF_8), "kobako.lock"))
        .hasMessage(
            expected
                + "\nremedy: restore the file as kobako wrote it, or make a new one with 'kobako"
                + " slim --write-lock'");
  }

  private static final String EXPECTED =
      ", expected a reason as in '[NEEDED by] /usr/bin/git', a path, '!' and a path, or a line that"
          + " kobako writes before them";

  @Test
  void refusesWhatKobakoWouldNotHaveWrittenWithTheLine() {
    assertRefused("hello\n", "kobako.lock:1: 'hello', expected 'kobako-slim-lock 1'");
    assertRefused(
        "kobako-slim-lock 1\nimage 1\n", "kobako.lock:2: '1', expected a digest such as sha256:…");
    assertRefused(
        "kobako-slim-lock 1\nlevel minimal\n",
        "kobako.lock:2: the end, expected 'image DIGEST' before");
    assertRefused(
        "kobako-slim-lock 1\nlevel tiny\n",
        "kobako.lock:2: 'tiny', expected repack, clean, package, minimal or proven");
    assertRefused(lock("/a"), "kobako.lock:4: '/a', expected a reason in brackets before paths");
    assertRefused(lock("[NEEDED by] /a", "/a/../b"), "kobako.lock:5: '/a/../b'" + EXPECTED);
    assertRefused(lock("[x", "/a"), "kobako.lock:4: '[x'" + EXPECTED);
    assertRefused(lock("package a 1"), "kobako.lock:4: 'package a 1'" + EXPECTED);
    assertRefused(lock("package a 1 x"), "kobako.lock:4: 'package a 1 x'" + EXPECTED);
    assertRefused(lock("[a]", "/x\\y"), "kobako.lock:5: '/x\\y'" + EXPECTED);
    assertRefused(
        lock("<<<<<<< HEAD"), "kobako.lock:4: a merge that nobody has finished, expected a lock");
  }

  @Test
  void refusesALockOfANewerKobako() {
    assertThatThrownBy(() ->
            SlimLock.read("kobako-slim-lock 2\n".getBytes(StandardCharsets.UTF_8), "kobako.lock"))
        .hasMessage(
            "kobako.lock:1: 'kobako-slim-lock 2', expected 'kobako-slim-lock 1'\n"
                + "remedy: use the kobako that wrote it, or a newer one");
  }
}
