package dev.kobako.ladder;

import static dev.kobako.ladder.MadeImage.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.packages.AlpineDatabase;
import dev.kobako.packages.RpmDatabase;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Reason;
import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageKeepSetTest {
  @TempDir Path folder;

  private MadeImage image() {
    return new MadeImage(folder)
        .layer(
            "RUN apt-get install app",
            new TarBuilder()
                .dir("opt/", 0755)
                .file("opt/own", 0644, "o")
                .dir("usr/", 0755)
                .dir("usr/share/", 0755)
                .file("usr/share/app", 0644, "a")
                .file("usr/share/app-more", 0644, "a")
                .file("usr/share/lib", 0644, "b")
                .file("usr/share/config", 0644, "b")
                .file("usr/share/stranger", 0644, "b")
                .dir("var/", 0755)
                .dir("var/lib/", 0755)
                .dir("var/lib/dpkg/", 0755)
                .file("var/lib/dpkg/status", 0644, STATUS)
                .dir("var/lib/dpkg/info/", 0755)
                .file("var/lib/dpkg/info/app.list", 0644, "/usr/share/app\n/usr/share/app-more\n")
                .file("var/lib/dpkg/info/lib1.list", 0644, "/usr/share/lib\n")
                .file("var/lib/dpkg/info/debconf.list", 0644, "/usr/share/config\n")
                .file("var/lib/dpkg/info/stranger.list", 0644, "/usr/share/stranger\n"));
  }

  private static final String STATUS =
      """
      Package: app
      Status: install ok installed
      Architecture: all
      Version: 1
      Depends: lib | other, debconf (>= 0.5) | debconf-2.0, missing

      Package: lib1
      Status: install ok installed
      Architecture: all
      Version: 1
      Provides: lib

      Package: debconf
      Status: install ok installed
      Architecture: all
      Version: 1

      Package: stranger
      Status: install ok installed
      Architecture: all
      Version: 1
      """;

  private KeepSet keepSet() throws IOException {
    return new PackageKeepSet(image().original(), KeepRules.NONE, BegunClosure.NONE)
        .of(opened("/usr/share/app"), new LinkedHashMap<>());
  }

  @Test
  void keepsTouchedPackagesWholeWithWhatTheyDependOnAndFilesOfNoPackage() throws IOException {
    KeepSet kept = keepSet();

    assertThat(
            kept.all().stream()
                .map(each -> each.path().toString())
                .filter(path -> !path.startsWith("/var")))
        .containsExactly(
            "/",
            "/opt",
            "/opt/own",
            "/usr",
            "/usr/share",
            "/usr/share/app",
            "/usr/share/app-more",
            "/usr/share/lib");
    assertThat(kept.at(ImagePath.of("/usr/share/lib")).map(each -> each.reason().text()))
        .contains("of the package lib1, which is needed");
    assertThat(kept.at(ImagePath.of("/opt/own")).map(each -> each.reason().text()))
        .contains("of no package");
  }

  @Test
  void leavesADatabaseOfWhatStaysOnly() throws IOException {
    KeepSet kept = keepSet();

    assertThat(kept.at(ImagePath.of("/var/lib/dpkg/info/stranger.list"))).isEmpty();
    assertThat(kept.at(ImagePath.of("/var/lib/dpkg/info/lib1.list"))).isPresent();
    assertThat(InstalledPackages.of(kept.tree()).all().stream().map(InstalledPackage::name))
        .containsExactly("app", "lib1");
  }

  private KeepSet selected(TarBuilder tar) throws IOException {
    return new Selection(new MadeImage(folder).layer("RUN make", tar).original(), KeepRules.NONE)
        .of(Level.PACKAGE, opened("/usr/share/app"), new LinkedHashMap<>());
  }

  private static final String EMPTY_ONES =
      """
      Package: app
      Status: install ok installed
      Architecture: all
      Version: 1
      Depends: meta

      Package: base
      Status: install ok installed
      Architecture: all
      Version: 1

      Package: lonely
      Status: install ok installed
      Architecture: all
      Version: 1
      Depends: base

      Package: meta
      Status: install ok installed
      Architecture: all
      Version: 1
      Depends: base
      """;

  /** As a package is of which all was documentation. */
  @Test
  void keepsPackagesOfDpkgsThatAreNeededAndHaveNoFiles() throws IOException {
    KeepSet kept =
        selected(
            new TarBuilder()
                .file("usr/share/app", 0644, "a")
                .file("var/lib/dpkg/status", 0644, EMPTY_ONES)
                .file("var/lib/dpkg/info/app.list", 0644, "/usr/share/app\n")
                .file("var/lib/dpkg/info/meta.list", 0644, "/usr/share/doc/meta\n")
                .file("var/lib/dpkg/info/lonely.list", 0644, "/usr/share/doc/lonely\n"));

    assertThat(InstalledPackages.of(kept.tree()).all().stream().map(InstalledPackage::name))
        .containsExactly("app", "base", "meta");
    assertThat(kept.tree().names(ImagePath.of("/var/lib/dpkg/info")))
        .containsExactly("app.list", "meta.list");
  }

  @Test
  void keepsStanzasOfDistrolessPackagesThatAreNeededAndHaveNoFiles() throws IOException {
    TarBuilder tar =
        new TarBuilder()
            .file("usr/share/app", 0644, "a")
            .file("var/lib/dpkg/status.d/app.md5sums", 0644, "0  usr/share/app\n");
    for (String stanza : EMPTY_ONES.split("\n\n")) {
      String name = stanza.lines().findFirst().orElseThrow().substring("Package: ".length());
      tar.file("var/lib/dpkg/status.d/" + name, 0644, stanza + "\n");
    }
    KeepSet kept = selected(tar);

    assertThat(InstalledPackages.of(kept.tree()).all().stream().map(InstalledPackage::name))
        .containsExactly("app", "base", "meta");
    assertThat(
            kept.at(ImagePath.of("/var/lib/dpkg/status.d/meta")).map(each -> each.reason().text()))
        .contains("of the package meta, which is needed");
  }

  @Test
  void keepsPackagesOfApksThatAreNeededAndHaveNoFiles() throws IOException {
    KeepSet kept =
        selected(
            new TarBuilder()
                .file("usr/share/app", 0644, "a")
                .file(
                    "lib/apk/db/installed",
                    0644,
                    """
                    P:meta
                    V:1
                    D:base

                    P:app
                    V:1
                    D:meta
                    F:usr/share
                    R:app

                    P:base
                    V:1

                    P:lonely
                    V:1
                    D:base

                    """));

    assertThat(AlpineDatabase.of(kept.tree()).orElseThrow().packages())
        .extracting(each -> each.name().name())
        .containsExactly("meta", "app", "base");
    assertThat(kept.at(ImagePath.of("/lib/apk/db/installed")).orElseThrow().reason())
        .isEqualTo(
            Reason.needed(ImagePath.of("/usr/share/app"), "tells scanners about the package of"));
  }

  @Test
  void keepsRpmsPackagesWithWhatTheirProgramsNeed() throws IOException {
    byte[] database =
        new RpmDatabaseBuilder()
            .add(
                RpmHeaderBuilder.of("app", "1", "1", "noarch")
                    .files("/usr/share/app", "/usr/share/app-more")
                    .requires("libb.so.1()(64bit)", "scripts", "/usr/share/tool")
                    .int32(1048, 1 << 14, 1 << 10, 0))
            .add(
                RpmHeaderBuilder.of("libb", "1", "1", "noarch")
                    .files("/usr/share/lib")
                    .requires("meta")
                    .provides("libb.so.1()(64bit)"))
            .add(RpmHeaderBuilder.of("tools", "1", "1", "noarch").files("/usr/share/tool"))
            .add(RpmHeaderBuilder.of("scripts", "1", "1", "noarch").files("/usr/share/config"))
            .add(RpmHeaderBuilder.of("stranger", "1", "1", "noarch").files("/usr/share/stranger"))
            // without files: needed, needed by that, and by nobody
            .add(RpmHeaderBuilder.of("meta", "1", "1", "noarch").requires("base"))
            .add(RpmHeaderBuilder.of("base", "1", "1", "noarch"))
            .add(RpmHeaderBuilder.of("lonely", "1", "1", "noarch").requires("base"))
            .bytes();
    TarBuilder tar = new TarBuilder().file("var/lib/rpm/Packages.db", 0644, database);
    for (String each : List.of("app", "app-more", "lib", "tool", "config", "stranger", "own")) {
      tar.file("usr/share/" + each, 0644, each);
    }
    Original original = new MadeImage(folder).layer("RUN dnf install app", tar).original();
    KeepSet kept =
        new Selection(original, KeepRules.NONE)
            .of(Level.PACKAGE, opened("/usr/share/app"), new LinkedHashMap<>());

    assertThat(kept.tree().names(ImagePath.of("/usr/share")))
        .containsExactly("app", "app-more", "lib", "own", "tool");
    assertThat(RpmDatabase.of(kept.tree()).orElseThrow().packages())
        .extracting(each -> each.name().name())
        .containsExactly("app", "libb", "tools", "meta", "base");
    assertThat(kept.at(ImagePath.of("/usr/share/lib")).orElseThrow().reason().text())
        .isEqualTo("of the package libb, which is needed");
  }
}
