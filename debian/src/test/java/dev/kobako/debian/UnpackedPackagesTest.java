package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.TreeDump;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedPackagesTest {
  private static final String CONFLICT_REMEDY =
      "\nremedy: leave one of them out, or report to their maintainers that neither replaces the"
          + " other";
  private static final String WAY_REMEDY =
      "\nremedy: leave the package out, or that whose file is in its way; or report it to its"
          + " maintainers";

  @TempDir Path folder;

  private DebFile deb(String name, TarBuilder data, String... fields) {
    return TestDeb.named(name, fields).open(data, folder);
  }

  private static String dump(DebFile... debs) throws Exception {
    return TreeDump.dump(UnpackedPackages.of(List.of(debs)).tree());
  }

  private static List<String> paths(UnpackedPackages unpacked, int index) {
    return unpacked.packages().get(index).paths().stream().map(Object::toString).toList();
  }

  @Test
  void theLinksOfAMergedSystemAreMadeForWhateverUsesThem() throws Exception {
    DebFile libc =
        deb(
            "libc",
            new TarBuilder()
                .dir("./lib/", 0750)
                .file("./lib/libc.so", 0644, "c")
                .file("./usr/lib64/ld.so", 0755, "l"));

    assertThat(dump(libc))
        .isEqualTo(
            """
            /lib: symlink usr/lib
            /lib64: symlink usr/lib64
            /usr: dir 0755
            /usr/lib: dir 0750
            /usr/lib/libc.so: file 0644 2e7d2c03
            /usr/lib64: dir 0755
            /usr/lib64/ld.so: file 0755 acac86c0
            """);
  }

  @Test
  void aPackagesOwnLinkToUsrIsTakenWhereverInTheOrderItComes() throws Exception {
    DebFile bash = deb("bash", new TarBuilder().file("./bin/sh", 0755, ""));
    DebFile base =
        deb("base", new TarBuilder().mtime(77).dir("./usr/bin/", 0755).symlink("./bin", "usr/bin"));

    assertThat(TreeDump.dumpWithTimes(UnpackedPackages.of(List.of(bash, base)).tree()))
        .contains("/bin: symlink usr/bin @77\n", "/usr/bin: dir 0755 @77\n", "/usr/bin/sh: file");
  }

  @Test
  void aLinkBetweenTheTwoNamesOfAFileIsLeftOut() throws Exception {
    TarBuilder both =
        new TarBuilder()
            .file("./usr/bin/which", 0755, "")
            .symlink("./bin/which", "/usr/bin/which")
            .file("./sbin/x", 0755, "")
            .symlink("./usr/sbin/x", "../../sbin/x");

    assertThat(dump(deb("which", both)))
        .contains("/usr/bin/which: file 0755 empty\n", "/usr/sbin/x: file 0755 empty\n")
        .doesNotContain("/which: symlink", "/x: symlink");
  }

  @Test
  void theFirstPackageShapesASharedDirectory() throws Exception {
    DebFile first = deb("a", new TarBuilder().file("./opt/a/f", 0644, ""));
    DebFile second = deb("b", new TarBuilder().owner(0, 50).dir("./opt/a/", 02775));
    DebFile third = deb("c", new TarBuilder().dir("./opt/a/", 0700));

    assertThat(dump(first, second, third)).contains("/opt/a: dir 2775 0:50\n");
  }

  @Test
  void namesAreFollowedThroughOtherPackagesLinksButNeverOutOfTheRoot() throws Exception {
    DebFile links =
        deb(
            "links",
            new TarBuilder()
                .mtime(1)
                .dir("./srv/data/", 0755)
                .symlink("./d", "../../../srv/./data"));
    DebFile through = deb("through", new TarBuilder().dir("./d/", 0700).file("./d/e/f", 0644, "x"));

    UnpackedPackages unpacked = UnpackedPackages.of(List.of(links, through));

    assertThat(TreeDump.dump(unpacked.tree()))
        .isEqualTo(
            """
            /d: symlink ../../../srv/./data
            /srv: dir 0755
            /srv/data: dir 0755
            /srv/data/e: dir 0755
            /srv/data/e/f: file 0644 2d711642
            """);
    assertThat(paths(unpacked, 1)).containsExactly("/", "/d", "/d/e", "/d/e/f");
  }

  @Test
  void aDirectoryIsNotReplacedByALink() throws Exception {
    DebFile directory = deb("dir", new TarBuilder().file("./doc/a/f", 0644, ""));
    DebFile link = deb("link", new TarBuilder().dir("./doc/b/", 0755).symlink("./doc/a", "b"));

    assertThat(dump(directory, link)).contains("/doc/a: dir 0755\n", "/doc/b: dir 0755\n");
  }

  @Test
  void hardLinksStayAndThoseOfDifferentPackagesDontMeet() throws Exception {
    TarBuilder two = new TarBuilder().file("./p/a", 0644, "1").hardlink("./p/b", "./p/a");
    TarBuilder other = new TarBuilder().file("./q/a", 0644, "2").hardlink("./q/b", "./q/a");

    assertThat(dump(deb("p", two), deb("q", other)))
        .isEqualTo(
            """
            /p: dir 0755
            /p/a: file 0644 6b86b273
            /p/b: = /p/a
            /q: dir 0755
            /q/a: file 0644 d4735e3a
            /q/b: = /q/a
            """);
  }

  @Test
  void thePackageThatReplacesAnotherHasTheFileInEitherOrder() throws Exception {
    DebFile old = deb("old", new TarBuilder().file("./f", 0644, "old").file("./g", 0644, ""));
    DebFile fresh =
        deb("new", new TarBuilder().file("./f", 0600, "new"), "Replaces: x, old (<< 1.1)");

    UnpackedPackages oldFirst = UnpackedPackages.of(List.of(old, fresh));
    UnpackedPackages newFirst = UnpackedPackages.of(List.of(fresh, old));

    assertThat(TreeDump.dump(oldFirst.tree()))
        .isEqualTo(TreeDump.dump(newFirst.tree()))
        .isEqualTo("/f: file 0600 11507a0e\n/g: file 0644 empty\n");
    assertThat(paths(oldFirst, 0)).isEqualTo(paths(newFirst, 1)).containsExactly("/", "/g");
    assertThat(paths(oldFirst, 1)).isEqualTo(paths(newFirst, 0)).containsExactly("/", "/f");
  }

  @Test
  void twoPackagesWithTheSameFileCantBeTogether() {
    DebFile a = deb("a", new TarBuilder().file("./lib/f", 0644, ""));
    DebFile b =
        deb("b", new TarBuilder().file("./usr/lib/f", 0644, ""), "Replaces: a (<< 1.0), c (= 1)");

    assertConflict(
        "/usr/lib/f: is in a 1.0 as well as in b 1.0, and neither replaces the other"
            + CONFLICT_REMEDY,
        a,
        b);
  }

  @Test
  void twoPackagesMayHaveTheSameLink() throws Exception {
    DebFile a = deb("a", new TarBuilder().symlink("./l", "t"));
    DebFile b = deb("b", new TarBuilder().symlink("./l", "t"));
    DebFile c = deb("c", new TarBuilder().symlink("./l", "u"));

    assertThat(dump(a, b)).isEqualTo("/l: symlink t\n");
    assertConflict(
        "/l: is in a 1.0 as well as in c 1.0, and neither replaces the other" + CONFLICT_REMEDY,
        a,
        c);
  }

  @Test
  void whatCantLieTogetherIsRefused() {
    DebFile file = deb("file", new TarBuilder().file("./f", 0644, ""));
    DebFile loop = deb("loop", new TarBuilder().symlink("./f", "f2").symlink("./f2", "f"));
    DebFile below = deb("below", new TarBuilder().file("./f/x", 0644, ""));
    DebFile directory = deb("dir", new TarBuilder().dir("./f/", 0755));
    DebFile twice =
        deb("twice", new TarBuilder().file("./bin/x", 0644, "1").file("./usr/bin/x", 0644, "2"));

    assertConflict(
        "below 1.0: has /f, but /f is no directory nor a link to one" + WAY_REMEDY, file, below);
    assertConflict(
        "below 1.0: has /f, but /f is no directory nor a link to one" + WAY_REMEDY, loop, below);
    assertConflict(
        "dir 1.0: has /f, but /f is no directory nor a link to one" + WAY_REMEDY, file, directory);
    assertConflict(
        "file 1.0: has /f, which is a directory of another package" + WAY_REMEDY, directory, file);
    assertConflict(
        "twice 1.0: has both /bin/x and /usr/bin/x, which are one file where /usr is merged"
            + WAY_REMEDY,
        twice);
  }

  private static void assertConflict(String message, DebFile... debs) {
    assertThatThrownBy(() -> UnpackedPackages.of(List.of(debs)))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.FINDING))
        .hasMessage(message);
  }
}
