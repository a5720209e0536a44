package dev.kobako.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

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
