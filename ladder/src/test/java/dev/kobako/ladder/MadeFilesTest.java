package dev.kobako.ladder;

import static dev.kobako.ladder.MadeImage.opened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.slim.Kept;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MadeFilesTest {
  private static final String ELF = "\u007fELF";

  @TempDir Path folder;

  private MadeImage image;

  @BeforeEach
  void makeImage() {
    image = new MadeImage(folder);
  }

  /** The files that stay where a run opened these. */
  private List<String> kept(String... opened) throws IOException {
    return new MinimalKeepSet(image.original(), KeepRules.NONE)
        .of(opened(opened), new LinkedHashMap<>()).all().stream()
            .filter(kept -> !(kept.entry() instanceof Entry.Directory))
            .map(Kept::path)
            .map(ImagePath::toString)
            .toList();
  }

  @Test
  void keepsThePagesThatAStepMadeBesideOneThatWasOpened() throws IOException {
    image
        .layer("WORKDIR /app", new TarBuilder().dir("app/", 0755))
        .layer("COPY server.js /app/ # buildkit", new TarBuilder().file("app/server.js", 0644, "s"))
        .layer(
            "RUN /bin/sh -c npm run build # buildkit",
            new TarBuilder()
                .file("app/.next/server/a.html", 0644, "a")
                .file("app/.next/server/b.html", 0644, "b")
                .file("app/.next/cache/webpack", 0644, "c")
                .file("app/node_modules/left-pad/index.js", 0644, "d")
                .file("other/e.html", 0644, "e"));

    assertThat(kept("/app/server.js", "/app/.next/server/a.html"))
        .containsExactly("/app/.next/server/a.html", "/app/.next/server/b.html", "/app/server.js");
  }

  @Test
  void keepsWhatWasUnpackedIntoAFolderOfItsOwnWithoutProgramsAndObjects() throws IOException {
    image.layer(
        "/bin/sh -c curl https://example.org/app.tgz | tar xz -C /opt",
        new TarBuilder()
            .file("opt/app/serve", 0755, ELF)
            .file("opt/app/migrate", 0755, ELF)
            .file("opt/app/plugins/csv.so", 0755, ELF)
            .file("opt/app/run.sh", 0755, "#!/bin/sh\n")
            .file("opt/app/main.o", 0644, ELF)
            .file("opt/app/libapp.a", 0644, "!<arch>\n")
            .file("opt/app/templates/a", 0644, "a")
            .file("opt/app/templates/b", 0644, "b")
            .file("opt/more/c", 0644, "c"));

    assertThat(kept("/opt/app/serve", "/opt/app/templates/a"))
        .containsExactly(
            "/opt/app/plugins/csv.so",
            "/opt/app/run.sh",
            "/opt/app/serve",
            "/opt/app/templates/a",
            "/opt/app/templates/b");
  }

  @Test
  void takesTheStartOfAProgramForNoUseOfWhatLiesBeside() throws IOException {
    image.layer(
        "RUN git clone https://example.org/app && make -C app",
        new TarBuilder().file("src/app/app", 0755, ELF).file("src/app/README", 0644, "r"));

    assertThat(kept("/src/app/app")).containsExactly("/src/app/app");
  }

  @Test
  void keepsFilesOfASiteThatHasNoFolderOfItsOwn() throws IOException {
    image.layer(
        "RUN for i in 1 2; do echo $i > /srv/$i.html; done",
        new TarBuilder()
            .file("srv/1.html", 0644, "1")
            .file("srv/2.html", 0644, "2")
            .file("srv/site/3.html", 0644, "3"));

    assertThat(kept("/srv/1.html")).containsExactly("/srv/1.html", "/srv/2.html");
  }

  @Test
  void leavesWhatWasCopiedToItsOwnFamilyAndKnowsWhatALaterStepChanged() throws IOException {
    image
        .layer(
            "COPY app /app # buildkit",
            new TarBuilder().file("app/a", 0644, "a").file("app/b", 0644, "b"))
        .layer("COPY more /app/more # buildkit", new TarBuilder().file("app/more/c", 0644, "c"))
        .layer("RUN touch /app/made", new TarBuilder().file("app/made", 0644, "m"))
        .layer("RUN chown app /app/more/c", new TarBuilder().file("app/more/c", 0644, "c"));
    KeepRules own = new KeepRules(List.of(), List.of(), false, Set.of("own-files"));

    assertThat(
            new MinimalKeepSet(image.original(), own)
                .of(opened("/app/made"), new LinkedHashMap<>()).all().stream()
                    .filter(kept -> !(kept.entry() instanceof Entry.Directory))
                    .map(kept -> kept.path().toString()))
        .containsExactly("/app/made", "/app/more/c");
  }

  @Test
  void leavesSystemsPackagesOfLanguagesAndBuildsAlone() throws IOException {
    image.layer(
        "RUN make install",
        new TarBuilder()
            .file("etc/app/a", 0644, "a")
            .file("etc/app/b", 0644, "b")
            .file("usr/lib/app/a", 0644, "a")
            .file("usr/lib/app/b", 0644, "b")
            .file("var/lib/app/a", 0644, "a")
            .file("var/lib/app/b", 0644, "b")
            .file("usr/local/bundle/gems/x-1/a.txt", 0644, "a")
            .file("usr/local/bundle/specifications/x-1.gemspec", 0644, "s")
            .file("usr/local/bundle/build_info/a", 0644, "a")
            .file("usr/local/bundle/build_info/b", 0644, "b")
            .file("home/me/.config/a", 0644, "a")
            .file("home/me/.config/b", 0644, "b")
            .file("home/me/app/a", 0644, "a")
            .file("home/me/app/b", 0644, "b")
            .file("home/me/app/Cargo.toml", 0644, "c")
            .file("home/me/app/target/release/c", 0644, "c")
            .file("home/me/app/deps/x-1.dist-info/RECORD", 0644, "r")
            .file("home/me/app/deps/x.py", 0644, "x")
            .file("home/me/app/.git/config", 0644, "g")
            .file("home/me/app/.cache/c", 0644, "c"));

    assertThat(
            kept(
                "/etc/app/a",
                "/usr/lib/app/a",
                "/var/lib/app/a",
                "/home/me/.config/a",
                "/usr/local/bundle/build_info/a"))
        .containsExactly(
            "/etc/app/a",
            "/home/me/.config/a",
            "/usr/lib/app/a",
            "/usr/local/bundle/build_info/a",
            "/var/lib/app/a");
    assertThat(kept("/home/me/app/a"))
        .containsExactly("/home/me/app/Cargo.toml", "/home/me/app/a", "/home/me/app/b");
  }

  @Test
  void aFolderWithAProgramOfItsOwnIsInUseOrNotByItself() throws IOException {
    image.layer(
        "RUN install-browsers",
        new TarBuilder()
            .file("browsers/list.json", 0644, "l")
            .file("browsers/one/bin.d/one", 0755, ELF)
            .file("browsers/one/bin.d/one.so", 0755, ELF)
            .file("browsers/one/bin.d/locales/de.pak", 0644, "d")
            .file("browsers/two/bin.d/two", 0755, ELF)
            .file("browsers/two/bin.d/two.so", 0755, ELF)
            .file("browsers/two/bin.d/locales/de.pak", 0644, "d"));

    assertThat(kept("/browsers/one/bin.d/one.so"))
        .containsExactly("/browsers/one/bin.d/locales/de.pak", "/browsers/one/bin.d/one.so");
    assertThat(kept("/browsers/list.json")).containsExactly("/browsers/list.json");
  }

  @Test
  void theStoreOfNixIsManyPackagesAndNoApplication() throws IOException {
    image.layer(
        "made by nix",
        new TarBuilder()
            .file("nix/store/a-glibc/lib/libc.so.6", 0644, "c")
            .file("nix/store/b-other/share/data", 0644, "d"));

    assertThat(kept("/nix/store/a-glibc/lib/libc.so.6"))
        .containsExactly("/nix/store/a-glibc/lib/libc.so.6");
  }

  @Test
  void ofAnUnpackedProductItsManualsAndExamplesAreLeftOut() throws IOException {
    image.layer(
        "RUN tar -xf product.tar -C /opt",
        new TarBuilder()
            .file("opt/product/conf/a.xml", 0644, "a")
            .file("opt/product/conf/b.xml", 0644, "b")
            .file("opt/product/lib/x.jar", 0644, "x")
            .file("opt/product/docs/index.html", 0644, "i")
            .file("opt/product/examples/e.war", 0644, "e")
            .file("opt/site/docs/index.html", 0644, "i")
            .file("opt/site/start", 0644, "s"));

    assertThat(kept("/opt/product/conf/a.xml", "/opt/site/start"))
        .containsExactly(
            "/opt/product/conf/a.xml",
            "/opt/product/conf/b.xml",
            "/opt/product/lib/x.jar",
            "/opt/site/docs/index.html",
            "/opt/site/start");
  }

  @Test
  void aFolderAsDeepAsAPathCanBeNeedsNoStack() throws Exception {
    String deep = "a/".repeat(2000);
    image
        .layer("COPY a /a # buildkit", deep(deep + "b"))
        .layer("RUN make", deep("m/" + deep + "c"));
    FutureTask<List<String>> work =
        new FutureTask<>(() -> kept("/" + deep + "b", "/m/" + deep + "c"));
    Thread narrow = new Thread(null, work, "narrow", 512 << 10);

    narrow.start();

    assertThat(work.get()).containsExactly("/" + deep + "b", "/m/" + deep + "c");
  }

  private static TarBuilder deep(String path) {
    return new TarBuilder().pax(Map.of("path", path)).file("short", 0644, "d");
  }

  @Test
  void leavesFilesOfPackagesAlone() throws IOException {
    image.layer(
        "RUN apt-get install app",
        new TarBuilder()
            .file(
                "var/lib/dpkg/status",
                0644,
                "Package: app\nVersion: 1\nStatus: install ok installed\n")
            .file("var/lib/dpkg/info/app.list", 0644, "/opt/app/a\n/opt/app/b\n")
            .file("opt/app/a", 0644, "a")
            .file("opt/app/b", 0644, "b")
            .file("opt/app/made", 0644, "m"));

    assertThat(kept("/opt/app/a")).doesNotContain("/opt/app/b", "/opt/app/made");
    assertThat(kept("/opt/app/made")).contains("/opt/app/made").doesNotContain("/opt/app/b");
  }
}
