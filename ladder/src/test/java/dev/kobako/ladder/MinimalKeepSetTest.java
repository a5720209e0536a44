package dev.kobako.ladder;

import static dev.kobako.ladder.MadeImage.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.check.Trace;
import dev.kobako.slim.KeepSet;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinimalKeepSetTest {
  @TempDir Path folder;

  private MadeImage image;

  @BeforeEach
  void makeImage() {
    image = new MadeImage(folder);
  }

  private List<String> kept(KeepRules rules, Trace trace) throws IOException {
    return keepSet(rules, trace).all().stream().map(each -> each.path().toString()).toList();
  }

  private KeepSet keepSet(KeepRules rules, Trace trace) throws IOException {
    return new MinimalKeepSet(image.original(), rules).of(trace, new LinkedHashMap<>());
  }

  @Test
  void keepsWhatWasOpenedWithLinksAndFoldersOnTheWay() throws IOException {
    image.layer(
        "RUN make",
        new TarBuilder()
            .dir("usr/", 0755)
            .dir("usr/share/", 0755)
            .file("usr/share/data.1", 0644, "x")
            .file("usr/share/other", 0644, "x")
            .symlink("usr/share/data", "data.1")
            .symlink("share", "usr/share"));

    KeepSet kept = keepSet(KeepRules.NONE, opened("/share/data"));

    assertThat(kept.all().stream().map(each -> each.path().toString()))
        .containsExactly(
            "/", "/share", "/tmp", "/usr", "/usr/share", "/usr/share/data", "/usr/share/data.1");
    assertThat(kept.why(ImagePath.of("/usr/share/data.1")).getFirst().reason().text())
        .isEqualTo("opened in the trace");
  }

  @Test
  void keepsOfAPythonModuleTheSourceOrBothIfTheUserSaysSo() throws IOException {
    image.layer(
        "RUN make",
        new TarBuilder()
            .dir("a/", 0755)
            .file("a/m.py", 0644, "source")
            .dir("a/__pycache__/", 0755)
            .file("a/__pycache__/m.cpython-311.pyc", 0644, "code"));
    Trace trace = opened("/a/__pycache__/m.cpython-311.pyc");
    KeepRules off = new KeepRules(List.of(), List.of(), false, Set.of("python-bytecode"));

    assertThat(kept(KeepRules.NONE, trace)).containsExactly("/", "/a", "/a/m.py", "/tmp");
    assertThat(kept(off, trace)).contains("/a/__pycache__/m.cpython-311.pyc");
    assertThat(
            keepSet(KeepRules.NONE, trace).why(ImagePath.of("/a/m.py")).getFirst().reason().text())
        .isEqualTo("opened in the trace");
  }

  @Test
  void keepsTheWayToWhatIsNotThereSoThatItCanBeMade() throws IOException {
    image.layer(
        "RUN make",
        new TarBuilder()
            .dir("opt/", 0755)
            .dir("opt/app/", 0755)
            .dir("opt/app/log/", 0755)
            .file("opt/app/log/old", 0644, "x")
            .symlink("opt/log", "app/log"));

    assertThat(kept(KeepRules.NONE, opened("/opt/log/new/deep.log")))
        .containsExactly("/", "/opt", "/opt/app", "/opt/app/log", "/opt/log", "/tmp");
  }

  @Test
  void keepsPlacesInWhichProgramsMakeFilesWithTheirOwners() throws IOException {
    image.layer(
        "RUN make",
        new TarBuilder()
            .dir("var/", 0755)
            .dir("var/log/", 0755)
            .file("var/log/old", 0644, "x")
            .dir("var/lib/", 0755)
            .dir("var/lib/db/", 0755)
            .dir("var/lib/db/empty/", 0700)
            .dir("usr/", 0755)
            .dir("usr/lib/", 0755)
            .dir("usr/lib/empty/", 0755)
            .dir("usr/local/", 0755)
            .dir("usr/local/games/", 0755)
            .dir("usr/local/nginx/", 0755)
            .dir("usr/local/nginx/logs/", 0755)
            .dir("usr/src/", 0755)
            .dir("usr/src/app/", 0755)
            .dir("usr/src/app/uploads/", 0755)
            .dir("usr/sticky/", 01777)
            .file("usr/sticky/x", 0644, "x"));

    assertThat(kept(KeepRules.NONE, Trace.NONE))
        .containsExactly(
            "/",
            "/tmp",
            "/usr",
            "/usr/local",
            "/usr/local/nginx",
            "/usr/local/nginx/logs",
            "/usr/src",
            "/usr/src/app",
            "/usr/src/app/uploads",
            "/usr/sticky",
            "/var",
            "/var/lib",
            "/var/lib/db",
            "/var/lib/db/empty",
            "/var/log");
  }

  @Test
  void keepsVolumesWholeAndTheWorkingDirectory() throws IOException {
    image
        .layer(
            "RUN make",
            new TarBuilder()
                .dir("srv/", 0755)
                .dir("srv/data/", 0755)
                .file("srv/data/seed", 0644, "x")
                .dir("srv/work/", 0755)
                .file("srv/work/unused", 0644, "x"))
        .config(config -> config.volumes(List.of("/srv/data")).workingDir("/srv/work"));

    assertThat(kept(KeepRules.NONE, Trace.NONE))
        .containsExactly("/", "/srv", "/srv/data", "/srv/data/seed", "/srv/work", "/tmp");
  }

  @Test
  void keepsAllOfACopyOfWhichOneFileWasOpenedAlsoIfALaterStepChangedAnother() throws IOException {
    image
        .layer(
            "COPY www /srv/www # buildkit",
            new TarBuilder()
                .dir("srv/", 0755)
                .dir("srv/www/", 0755)
                .file("srv/www/a.html", 0644, "a")
                .file("srv/www/b.html", 0644, "b"))
        .layer("RUN chmod 600 b.html", new TarBuilder().file("srv/www/b.html", 0600, "b"))
        .layer(
            "COPY notes /notes # buildkit",
            new TarBuilder().dir("notes/", 0755).file("notes/c", 0644, "c"));

    KeepSet kept = keepSet(KeepRules.NONE, opened("/srv/www/a.html"));

    assertThat(kept.all().stream().map(each -> each.path().toString()))
        .containsExactly(
            "/", "/notes", "/srv", "/srv/www", "/srv/www/a.html", "/srv/www/b.html", "/tmp");
    assertThat(kept.at(ImagePath.of("/srv/www/b.html")).map(each -> each.reason().text()))
        .contains("of the family own-files, as asked for was /srv/www/a.html");
    assertThat(
            kept.at(ImagePath.of("/srv/www/b.html")).map(each -> each.entry().attributes().mode()))
        .contains(0600);
  }

  @Test
  void takesACopyForUsedWhereItReplacedTheFileOfAPackageThatWasOpened() throws IOException {
    image
        .layer(
            "RUN apt-get install www",
            new TarBuilder()
                .file(
                    "var/lib/dpkg/status",
                    0644,
                    "Package: www\nVersion: 1\nStatus: install ok installed\n")
                .file(
                    "var/lib/dpkg/info/www.list",
                    0644,
                    "/usr/share/www/index.html\n/usr/share/www/50x.html\n/etc/www.conf\n")
                .file("usr/share/www/index.html", 0644, "first"))
        .layer(
            "COPY site / # buildkit",
            new TarBuilder()
                .file("etc/www.conf", 0644, "s")
                .file("usr/share/www/50x.html", 0644, "x")
                .file("usr/share/www/about.html", 0644, "y")
                .file("usr/share/www/index.html", 0644, "z"));
    KeepRules own = new KeepRules(List.of(), List.of(), false, Set.of("program-data"));

    assertThat(kept(own, opened("/usr/share/www/index.html")))
        .contains("/usr/share/www/index.html", "/usr/share/www/about.html", "/etc/www.conf")
        .doesNotContain("/usr/share/www/50x.html");
  }

  @Test
  void leavesPackagesOfLanguagesAndRuntimesOfACopyToOthers() throws IOException {
    image.layer(
        "COPY app /app # buildkit",
        new TarBuilder()
            .dir("app/", 0755)
            .file("app/main.js", 0644, "a")
            .dir("app/node_modules/", 0755)
            .dir("app/node_modules/left-pad/", 0755)
            .file("app/node_modules/left-pad/index.js", 0644, "b")
            .dir("app/runtime/", 0755)
            .dir("app/runtime/bin/", 0755)
            .file("app/runtime/bin/run", 0755, "\u007fELF")
            .dir("app/runtime/lib/", 0755)
            .file("app/runtime/lib/run.txt", 0644, "c")
            .file("app/runtime/data", 0644, "c"));

    assertThat(kept(KeepRules.NONE, opened("/app/main.js")))
        .containsExactly("/", "/app", "/app/main.js", "/tmp");
  }

  @Test
  void leavesASystemThatWasCopiedInToOthers() throws IOException {
    image.layer(
        "ADD rootfs.tar / # buildkit",
        new TarBuilder()
            .dir("etc/", 0755)
            .file("etc/os-release", 0644, "ID=x\n")
            .file("etc/used", 0644, "x")
            .file("etc/unused", 0644, "x"));

    assertThat(kept(KeepRules.NONE, opened("/etc/used")))
        .containsExactly("/", "/etc", "/etc/os-release", "/etc/used", "/tmp");
  }

  /** The clean rule for translations is applied after the families. */
  @Test
  void keepsOtherLanguagesOfAProgramThatAskedInVainForEnglish() throws IOException {
    image.layer(
        "RUN make",
        new TarBuilder()
            .file("usr/share/locale/de/LC_MESSAGES/git.mo", 0644, "x")
            .file("usr/share/locale/de/LC_MESSAGES/tar.mo", 0644, "x"));
    Trace trace = opened("/usr/share/locale/en_US/LC_MESSAGES/git.mo");
    KeepRules off = new KeepRules(List.of(), List.of(), false, Set.of("message-catalogues"));

    assertThat(kept(KeepRules.NONE, trace))
        .contains("/usr/share/locale/de/LC_MESSAGES/git.mo")
        .doesNotContain("/usr/share/locale/de/LC_MESSAGES/tar.mo");
    assertThat(kept(off, trace)).doesNotContain("/usr/share/locale/de/LC_MESSAGES/git.mo");
  }

  @Test
  void switchesAFamilyOff() throws IOException {
    image.layer(
        "COPY www /srv",
        new TarBuilder().dir("srv/", 0755).file("srv/a", 0644, "a").file("srv/b", 0644, "b"));
    KeepRules without = new KeepRules(List.of(), List.of(), false, Set.of("own-files"));

    assertThat(kept(without, opened("/srv/a"))).containsExactly("/", "/srv", "/srv/a", "/tmp");
  }

  @Test
  void keepsAndDropsWhatTheUserSays() throws IOException {
    image.layer(
        "RUN make",
        new TarBuilder()
            .dir("opt/", 0755)
            .dir("opt/data/", 0755)
            .file("opt/data/a.txt", 0644, "a")
            .file("opt/data/b.txt", 0644, "b")
            .file("opt/data/c.txt", 0644, "c"));
    KeepRules rules =
        new KeepRules(List.of("/opt/data/[ab].txt"), List.of("/opt/data"), false, Set.of());

    assertThat(kept(rules, opened("/opt/data/c.txt")))
        .containsExactly("/", "/opt", "/opt/data", "/opt/data/a.txt", "/opt/data/b.txt", "/tmp");
  }

  @Test
  void refusesToKeepWhatIsNotThere() {
    image.layer("RUN make", new TarBuilder().file("a", 0644, "a"));
    KeepRules rules = new KeepRules(List.of("/b*"), List.of(), false, Set.of());

    assertThatThrownBy(() -> keepSet(rules, Trace.NONE))
        .hasMessage(
            "--keep /b*: nothing in app matches '/b*'\n"
                + "remedy: check the path; globs match names as they are in the image");
  }

  @Test
  void bearsPathsThatNoImageHas() throws IOException {
    image.layer("RUN make", new TarBuilder().file("a", 0644, "a"));

    assertThat(
            kept(KeepRules.NONE, opened("", "relative", "/a\0b", "/../../a", "/a/../b/c", "/a/x")))
        .containsExactly("/", "/a", "/tmp");
  }
}
