package dev.kobako.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import dev.kobako.testkit.RpmRoot;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  private static final String STATUS =
      """
      Package: libz
      Status: install ok installed
      Architecture: amd64
      Version: 1

      Package: git
      Status: install ok installed
      Architecture: amd64
      Version: 1
      Depends: libz (>= 1), perl | perl6

      Package: forge
      Status: install ok installed
      Architecture: amd64
      Version: 1
      Recommends: git

      Package: one
      Status: install ok installed
      Architecture: amd64
      Version: 1
      Depends: other

      Package: another
      Status: install ok installed
      Architecture: amd64
      Version: 1
      Provides: other
      Depends: one

      """;

  private static String why(TarBuilder tar, Ecosystem ecosystem, String name, String version)
      throws IOException {
    return Trees.owners(tar)
        .why(new NamedPackage(ecosystem, name, version))
        .map(each ->
            each.chain().stream()
                    .map(link -> (link.isWeak() ? "~" : "") + link.name().name())
                    .collect(Collectors.joining(" < "))
                + " "
                + each.end())
        .orElse("unknown");
  }

  @Test
  void goesUpToWhatNobodyNeeds() throws IOException {
    TarBuilder tar = new TarBuilder().file("var/lib/dpkg/status", 0644, STATUS);
    assertThat(why(tar, Ecosystem.DEBIAN, "libz", "1"))
        .isEqualTo("libz < git < ~forge NEEDED_BY_NONE");
    assertThat(why(tar, Ecosystem.DEBIAN, "forge", "1")).isEqualTo("forge NEEDED_BY_NONE");
    assertThat(why(tar, Ecosystem.DEBIAN, "one", "1")).isEqualTo("one CIRCLE");
    assertThat(why(tar, Ecosystem.DEBIAN, "one", "2")).isEqualTo("unknown");
  }

  @Test
  void endsWhereAptWasAsked() throws IOException {
    TarBuilder tar =
        new TarBuilder()
            .file("var/lib/dpkg/status", 0644, STATUS)
            .file(
                "var/lib/apt/extended_states",
                0644,
                """
                Package: libz
                Architecture: amd64
                Auto-Installed: 1

                Package: forge
                Architecture: amd64
                Auto-Installed: 1

                """);
    assertThat(why(tar, Ecosystem.DEBIAN, "libz", "1")).isEqualTo("libz < git ASKED_FOR");
  }

  @Test
  void followsWhatApksPackagesProvide() throws IOException {
    TarBuilder tar =
        new TarBuilder()
            .file("etc/apk/world", 0644, "busybox\ncurl>8\n")
            .file(
                "lib/apk/db/installed",
                0644,
                """
                P:musl
                V:1.2
                A:x86_64
                p:so:libc.musl-x86_64.so.1=1

                P:libcurl
                V:8.1
                A:x86_64
                D:so:libc.musl-x86_64.so.1 !old
                p:so:libcurl.so.4=4.8

                P:curl
                V:8.1
                A:x86_64
                D:so:libcurl.so.4

                """);
    assertThat(why(tar, Ecosystem.ALPINE, "musl", "1.2"))
        .isEqualTo("musl < libcurl < curl ASKED_FOR");
  }

  private static TarBuilder rpm() {
    return new TarBuilder()
        .symlink("bin", "usr/bin")
        .file("usr/bin/sh", 0755, "")
        .file(
            "var/lib/rpm/Packages.db",
            0644,
            new RpmDatabaseBuilder()
                .add(RpmHeaderBuilder.of("bash", "5", "1", "x86_64").files("/usr/bin/sh"))
                .add(
                    RpmHeaderBuilder.of("openssl-libs", "3", "1", "x86_64")
                        .requires("/bin/sh", "rpmlib(FileDigests)")
                        .provides("libssl.so.3()(64bit)"))
                .add(
                    RpmHeaderBuilder.of("curl", "8", "1", "x86_64")
                        .requires("libssl.so.3()(64bit)"))
                .add(
                    RpmHeaderBuilder.of("git", "2", "1", "x86_64")
                        .texts(5046, "(curl if curl)", "(other or curl)"))
                .bytes());
  }

  @Test
  void followsRpmsNeedsByNamesAndFiles() throws IOException {
    assertThat(why(rpm(), Ecosystem.RPM, "bash", "5-1"))
        .isEqualTo("bash < openssl-libs < curl < ~git NEEDED_BY_NONE");
  }

  @Test
  void endsWhereYumZypperOrDnfWasAsked() throws IOException {
    String asked = "bash < openssl-libs < curl ASKED_FOR";
    String yum = "var/lib/yum/yumdb/c/0a1b-curl-8-1-x86_64/reason";
    assertThat(why(rpm().file(yum, 0644, "user"), Ecosystem.RPM, "bash", "5-1")).isEqualTo(asked);
    assertThat(why(rpm().file(yum, 0644, "dep"), Ecosystem.RPM, "bash", "5-1"))
        .isEqualTo("bash < openssl-libs < curl < ~git NEEDED_BY_NONE");
    TarBuilder zypper =
        rpm().file("var/lib/zypp/AutoInstalled", 0644, "# comment\nbash\nopenssl-libs\ngit\n");
    assertThat(why(zypper, Ecosystem.RPM, "bash", "5-1")).isEqualTo(asked);
    TarBuilder dnf =
        rpm()
            .file(
                "usr/lib/sysimage/libdnf5/packages.toml",
                0644,
                """
                version = "1.0"
                [packages]
                "bash.x86_64" = {reason = "Dependency"}
                "curl.x86_64" = {reason = "User"}
                """);
    assertThat(why(dnf, Ecosystem.RPM, "bash", "5-1")).isEqualTo(asked);
  }

  @Test
  void endsWhereTheHistoryOfDnfSaysSo(@TempDir Path folder) throws IOException {
    Path sqlite = Path.of("/usr/bin/sqlite3");
    assumeTrue(Files.isExecutable(sqlite), "sqlite3 is needed");
    Path file = folder.resolve("history.sqlite");
    RpmRoot.run(
        sqlite.toString(),
        file.toString(),
        """
        create table rpm (item_id integer primary key, name text not null, epoch integer);
        create table trans_item (id integer primary key autoincrement, trans_id integer,
            item_id integer, repo_id integer, action integer, reason integer, state integer);
        insert into rpm values (1, 'bash', 0), (2, 'curl', 0), (3, 'openssl-libs', 0);
        insert into trans_item values (1, 1, 1, 1, 1, 2, 1), (2, 1, 2, 1, 1, 1, 1),
            (3, 2, 1, 1, 1, 1, 1), (4, 2, 2, 1, 1, 2, 1), (5, 2, 3, 1, 1, 4, 1);
        """);
    TarBuilder tar = rpm().file("var/lib/dnf/history.sqlite", 0644, Files.readAllBytes(file));
    assertThat(why(tar, Ecosystem.RPM, "bash", "5-1"))
        .isEqualTo("bash < openssl-libs < curl ASKED_FOR");
    TarBuilder damaged = rpm().file("var/lib/dnf/history.sqlite", 0644, "SQLite");
    assertThat(why(damaged, Ecosystem.RPM, "curl", "8-1")).isEqualTo("curl < ~git NEEDED_BY_NONE");
  }

  @Test
  void endsAtWhatPipWasAskedForAndWhatAnApplicationOfNodeNames() throws IOException {
    String site = "usr/lib/python3/site-packages/";
    TarBuilder tar =
        new TarBuilder()
            .file(site + "idna-3.4.dist-info/METADATA", 0644, "Name: idna\nVersion: 3.4\n")
            .file(
                site + "requests-2.31.dist-info/METADATA",
                0644,
                """
                Name: requests
                Version: 2.31
                Requires-Dist: IDNA (>=2.5)
                Requires-Dist: socks; extra == 'socks'
                """)
            .file(site + "requests-2.31.dist-info/REQUESTED", 0644, "")
            .file(
                "app/package.json",
                0644,
                "{\"name\":\"shop\",\"version\":\"1.0.0\",\"dependencies\":{\"a\":\"^1\"}}")
            .file(
                "app/node_modules/a/package.json",
                0644,
                "{\"name\":\"a\",\"version\":\"1.0.0\",\"dependencies\":{\"@s/b\":\"^2\"}}")
            .file(
                "app/node_modules/@s/b/package.json",
                0644,
                "{\"name\":\"@s/b\",\"version\":\"2.0.0\"}");
    assertThat(why(tar, Ecosystem.PYTHON, "idna", "3.4")).isEqualTo("idna < requests ASKED_FOR");
    assertThat(why(tar, Ecosystem.NODE, "@s/b", "2.0.0")).isEqualTo("@s/b < a < shop ASKED_FOR");
  }

  @Test
  void followsGems() throws IOException {
    TarBuilder tar =
        new TarBuilder()
            .file("g/specifications/rack-3.0.gemspec", 0644, "")
            .file(
                "g/specifications/sinatra-4.0.gemspec",
                0644,
                "s.add_runtime_dependency(%q<rack>.freeze, [\">= 3\"])\n");
    assertThat(why(tar, Ecosystem.RUBY, "rack", "3.0")).isEqualTo("rack < sinatra NEEDED_BY_NONE");
  }
}
