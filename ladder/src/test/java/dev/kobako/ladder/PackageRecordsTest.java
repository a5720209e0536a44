package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.packages.RpmDatabase;
import dev.kobako.slim.Closure;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.Reason;
import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageRecordsTest {
  @TempDir Path folder;

  private static final String STATUS =
      """
      Package: a
      Status: install ok installed
      Architecture: all
      Version: 1

      Package: b
      Status: install ok installed
      Architecture: all
      Version: 2
      """;

  private static TarBuilder debian() {
    return new TarBuilder()
        .file("usr/share/a", 0644, "a")
        .file("usr/share/a2", 0644, "a")
        .symlink("usr/share/b", "a")
        .file("var/lib/dpkg/status", 0644, STATUS)
        .file("var/lib/dpkg/info/a.list", 0644, "/usr/share/a\n/usr/share/a2\n")
        .file(
            "var/lib/dpkg/info/a.md5sums",
            0644,
            """
            0cc175b9c0f1b6a831c399e269772661  usr/share/a
            0cc175b9c0f1b6a831c399e269772661  usr/share/a2
            """)
        .file("var/lib/dpkg/info/b.list", 0644, "/usr/share/b\n");
  }

  private KeepSet added(TarBuilder tar, String... paths) throws IOException {
    Original original = new MadeImage(folder).layer("RUN make", tar).original();
    Closure closure = new Closure(original.source(), MinimalKeepSet.OPTIONS);
    for (String path : paths) {
      closure.keepUnfollowed(path, Reason.asked("a test"));
    }
    return new PackageRecords(original).added(closure.keepSet());
  }

  private static String text(KeepSet keepSet, String path) throws IOException {
    Kept kept = keepSet.at(ImagePath.of(path)).orElseThrow();
    try (InputStream in = ((Entry.RegularFile) kept.entry()).content().open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> files(KeepSet keepSet) {
    return keepSet.all().stream()
        .filter(kept -> !(kept.entry() instanceof Entry.Directory))
        .map(kept -> kept.path().toString())
        .toList();
  }

  private static List<String> packages(KeepSet keepSet) {
    return InstalledPackages.of(keepSet.tree()).all().stream().map(Object::toString).toList();
  }

  @Test
  void areStanzasOfThePackagesThatOwnAFileOrLinkAndTheSumsOfTheirFiles() throws IOException {
    KeepSet one = added(debian(), "/usr/share/a");

    assertThat(packages(one)).containsExactly("a:all 1");
    assertThat(files(one))
        .containsExactly(
            "/usr/share/a", "/var/lib/dpkg/status.d/a", "/var/lib/dpkg/status.d/a.md5sums");
    assertThat(text(one, "/var/lib/dpkg/status.d/a.md5sums"))
        .isEqualTo("0cc175b9c0f1b6a831c399e269772661  usr/share/a\n");
    assertThat(packages(added(debian(), "/usr/share/b"))).containsExactly("b:all 2");
  }

  @Test
  void areFoundAgainWhenTheResultIsReducedOnceMore() throws IOException {
    KeepSet one = added(debian(), "/usr/share/a", "/usr/share/a2");
    TarBuilder again = new TarBuilder();
    for (String file : files(one)) {
      again.file(file.substring(1), 0644, text(one, file));
    }

    assertThat(packages(added(again, "/usr/share/a"))).containsExactly("a:all 1");
  }

  @Test
  void arePartOfDpkgsOwnDatabaseWhereThatIsKept() throws IOException {
    KeepSet kept =
        added(
            debian(),
            "/usr/share/a",
            "/var/lib/dpkg/status",
            "/var/lib/dpkg/info/a.list",
            "/var/lib/dpkg/info/b.list");

    assertThat(packages(kept)).containsExactly("a:all 1");
    assertThat(files(kept))
        .containsExactly("/usr/share/a", "/var/lib/dpkg/info/a.list", "/var/lib/dpkg/status");
  }

  @Test
  void areApksParagraphsWithTheFilesThatAreKept() throws IOException {
    String database =
        """
        C:Q1abc=
        P:musl
        V:1.2.5-r0
        A:x86_64
        F:lib
        M:0:0:755
        R:ld-musl.so.1
        a:0:0:755
        Z:Q1one=
        R:libc.so
        Z:Q1two=
        F:usr/share/musl
        R:more

        P:gone
        V:1
        F:usr/share/gone
        R:gone

        """;
    TarBuilder tar =
        new TarBuilder()
            .file("lib/ld-musl.so.1", 0755, "m")
            .file("lib/libc.so", 0755, "m")
            .file("usr/share/musl/more", 0644, "m")
            .file("usr/share/gone/gone", 0644, "g")
            .file("lib/apk/db/installed", 0644, database);

    KeepSet kept = added(tar, "/lib/ld-musl.so.1");

    assertThat(text(kept, "/lib/apk/db/installed"))
        .isEqualTo(
            """
            C:Q1abc=
            P:musl
            V:1.2.5-r0
            A:x86_64
            F:lib
            M:0:0:755
            R:ld-musl.so.1
            a:0:0:755
            Z:Q1one=

            """);
  }

  @Test
  void areNoneOfApksWhereNoPackageIsLeft() throws IOException {
    TarBuilder tar =
        new TarBuilder()
            .file("app", 0755, "a")
            .file("lib/apk/db/installed", 0644, "P:gone\nV:1\nF:usr\nR:gone\n\n");

    assertThat(files(added(tar, "/app", "/lib/apk/db/installed"))).containsExactly("/app");
  }

  private static TarBuilder rpm() {
    return new TarBuilder()
        .file("usr/bin/a", 0755, "a")
        .file("usr/bin/gone", 0755, "a")
        .dir("usr/share/b", 0755)
        .file("usr/lib/sysimage/rpm/Index.db", 0644, "index")
        .file(
            "usr/lib/sysimage/rpm/Packages.db",
            0640,
            new RpmDatabaseBuilder()
                .add(RpmHeaderBuilder.of("b", "1", "1", "noarch").files("/usr/share/b"))
                .add(
                    RpmHeaderBuilder.of("a", "1", "1", "noarch")
                        .files("/usr/bin/a", "/usr/bin/gone")
                        .states(0, 0))
                .bytes())
        .symlink("var/lib/rpm", "../../usr/lib/sysimage/rpm");
  }

  @Test
  void areRpmsPackagesWithTheFilesThatAreKept() throws IOException {
    KeepSet kept = added(rpm(), "/usr/bin/a", "/usr/share/b", "/usr/lib/sysimage/rpm/Index.db");

    String place = "/usr/lib/sysimage/rpm/Packages.db";
    assertThat(files(kept)).containsExactly("/usr/bin/a", place);
    RpmDatabase database = RpmDatabase.of(kept.tree()).orElseThrow();
    assertThat(database.packages()).extracting(each -> each.name().name()).containsExactly("a");
    assertThat(database.owners(kept.tree())).containsOnlyKeys(ImagePath.of("/usr/bin/a"));
    Kept file = kept.at(ImagePath.of(place)).orElseThrow();
    assertThat(file.entry().attributes().mode()).isEqualTo(0640);
    assertThat(file.reason())
        .isEqualTo(
            Reason.needed(ImagePath.of("/usr/bin/a"), "tells scanners about the package of"));
  }

  /** What has no file in an image is not in it, though packages that are may depend on it. */
  @Test
  void areNoneOfPackagesWithoutFilesOfWhateverPackageManager() throws IOException {
    TarBuilder dpkg =
        new TarBuilder()
            .file("usr/share/a", 0644, "a")
            .file(
                "var/lib/dpkg/status",
                0644,
                STATUS.replaceFirst("Version: 1\n", "Version: 1\nDepends: b\n"))
            .file("var/lib/dpkg/info/a.list", 0644, "/usr/share/a\n");
    assertThat(packages(added(dpkg, "/usr/share/a", "/var/lib/dpkg/status")))
        .containsExactly("a:all 1");

    TarBuilder apk =
        new TarBuilder()
            .file("usr/a", 0644, "a")
            .file("lib/apk/db/installed", 0644, "P:a\nV:1\nD:b\nF:usr\nR:a\n\nP:b\nV:2\n\n");
    assertThat(text(added(apk, "/usr/a"), "/lib/apk/db/installed"))
        .isEqualTo("P:a\nV:1\nD:b\nF:usr\nR:a\n\n");

    assertThat(
            rpms(
                RpmHeaderBuilder.of("a", "1", "1", "noarch").files("/usr/share/a").requires("b"),
                RpmHeaderBuilder.of("b", "2", "1", "noarch")))
        .containsExactly("a");
  }

  @Test
  void areTheKeysOfRpmBesideItsPackages() throws IOException {
    RpmHeaderBuilder a = RpmHeaderBuilder.of("a", "1", "1", "noarch").files("/usr/share/a");
    RpmHeaderBuilder key = RpmHeaderBuilder.of("gpg-pubkey", "0712faf9", "5e0be100", "");
    RpmHeaderBuilder called =
        RpmHeaderBuilder.of("gpg-pubkey", "1", "1", "noarch").files("/usr/share/gone");
    assertThat(rpms(key, called, a)).containsExactly("gpg-pubkey", "a");
  }

  /** The packages of rpm's that are left where one file is. */
  private List<String> rpms(RpmHeaderBuilder... packages) throws IOException {
    RpmDatabaseBuilder database = new RpmDatabaseBuilder();
    for (RpmHeaderBuilder each : packages) {
      database.add(each);
    }
    TarBuilder tar =
        new TarBuilder()
            .file("usr/share/a", 0644, "a")
            .file("usr/share/gone", 0644, "a")
            .file("var/lib/rpm/Packages.db", 0644, database.bytes());
    return RpmDatabase.of(added(tar, "/usr/share/a").tree()).orElseThrow().packages().stream()
        .map(each -> each.name().name())
        .toList();
  }

  @Test
  void areNoneOfRpmsWhereNoPackageIsLeft() throws IOException {
    TarBuilder tar = rpm().file("app", 0755, "a");
    assertThat(files(added(tar, "/app", "/usr/lib/sysimage/rpm/Packages.db")))
        .containsExactly("/app");
  }

  @Test
  void areTheWholeDatabaseOfRpmWhereItCantBeRead() throws IOException {
    TarBuilder tar =
        new TarBuilder()
            .file("app", 0755, "a")
            .file("var/lib/rpm/rpmdb.sqlite", 0644, "SQLite")
            .file("var/lib/rpm/rpmdb.sqlite-journal", 0644, "of what was before")
            .file("var/lib/rpm/rpmdb.sqlite-shm", 0644, "made anew")
            .file("var/lib/rpm/rpmdb.sqlite-wal", 0644, "of what is newer");

    KeepSet kept = added(tar, "/app");
    String database = "/var/lib/rpm/rpmdb.sqlite";
    assertThat(files(kept))
        .containsExactly("/app", database, database + "-journal", database + "-wal");
    assertThat(text(kept, database + "-journal")).isEqualTo("of what was before");
    assertThat(text(kept, database + "-wal")).isEqualTo("of what is newer");
  }

  @Test
  void areWhatPackagesOfLanguagesSayOfThemselves() throws IOException {
    String site = "usr/lib/python3/site-packages/";
    TarBuilder tar =
        new TarBuilder()
            .file(site + "one/__init__.py", 0644, "")
            .file(site + "one-1.0.dist-info/METADATA", 0644, "Name: one\nVersion: 1.0\n")
            .file(site + "one-1.0.dist-info/RECORD", 0644, "one/__init__.py,sha256=x,0\n")
            .file(site + "two.py", 0644, "")
            .file(site + "Two-2.0.egg-info/PKG-INFO", 0644, "Name: Two\nVersion: 2.0\n")
            .file(site + "six.py", 0644, "")
            .file(site + "six-1.16.0.egg-info", 0644, "Name: six\nVersion: 1.16.0\n")
            .file(site + "unused/__init__.py", 0644, "")
            .file(site + "unused-1.dist-info/METADATA", 0644, "Name: unused\nVersion: 1\n")
            .file("app/node_modules/@s/a/lib/a.js", 0644, "")
            .file("app/node_modules/@s/a/package.json", 0644, "{}")
            .file("app/node_modules/b/package.json", 0644, "{}")
            .file("gems/gems/rack-3.0/lib/rack.rb", 0644, "")
            .file("gems/specifications/rack-3.0.gemspec", 0644, "")
            .file("gems/specifications/other-1.gemspec", 0644, "")
            .file("php/vendor/a/b/c.php", 0644, "")
            .file("php/vendor/composer/installed.json", 0644, "{}");

    KeepSet kept =
        added(
            tar,
            "/" + site + "one/__init__.py",
            "/" + site + "two.py",
            "/" + site + "six.py",
            "/app/node_modules/@s/a/lib/a.js",
            "/gems/gems/rack-3.0/lib/rack.rb",
            "/php/vendor/a/b/c.php");

    assertThat(files(kept))
        .filteredOn(path -> !path.matches(".*\\.(py|js|rb|php)"))
        .containsExactly(
            "/app/node_modules/@s/a/package.json",
            "/gems/specifications/rack-3.0.gemspec",
            "/php/vendor/composer/installed.json",
            "/" + site + "Two-2.0.egg-info/PKG-INFO",
            "/" + site + "one-1.0.dist-info/METADATA",
            "/" + site + "six-1.16.0.egg-info");
    assertThat(
            kept.at(ImagePath.of("/" + site + "one-1.0.dist-info/METADATA")).orElseThrow().reason())
        .isEqualTo(
            Reason.needed(
                ImagePath.of("/" + site + "one/__init__.py"),
                "tells scanners about the package of"));
  }
}
