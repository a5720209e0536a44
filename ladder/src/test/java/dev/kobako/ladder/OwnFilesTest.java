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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a COPY belongs together; that a COPY does at all is in MinimalKeepSetTest. */
class OwnFilesTest {
  private static final String ELF = "\u007fELF";

  @TempDir Path folder;

  private List<String> kept(TarBuilder copied, String... opened) throws IOException {
    MadeImage image = new MadeImage(folder).layer("COPY --from=build / / # buildkit", copied);
    return new MinimalKeepSet(image.original(), KeepRules.NONE)
        .of(opened(opened), new LinkedHashMap<>()).all().stream()
            .filter(kept -> !(kept.entry() instanceof Entry.Directory))
            .map(Kept::path)
            .map(ImagePath::toString)
            .toList();
  }

  @Test
  void keepsAnApplicationWithItsProgramInBinButNotItsOtherPrograms() throws IOException {
    TarBuilder app =
        new TarBuilder()
            .file("app/bin/server", 0755, ELF)
            .file("app/bin/migrate", 0755, ELF)
            .file("app/bin/server.conf", 0644, "s")
            .file("app/bin/native/net.so", 0755, ELF)
            .file("app/templates/a.html", 0644, "a")
            .file("app/locales/de.json", 0644, "d");

    assertThat(kept(app, "/app/bin/server"))
        .containsExactly(
            "/app/bin/native/net.so",
            "/app/bin/server",
            "/app/bin/server.conf",
            "/app/locales/de.json",
            "/app/templates/a.html");
  }

  @Test
  void keepsOfARuntimeTheFoldersInUseBesideProgramsAndLibraries() throws IOException {
    TarBuilder runtime =
        new TarBuilder()
            .file("opt/lang/bin/lang", 0755, ELF)
            .file("opt/lang/lib/unused.dat", 0644, "u")
            .file("opt/lang/include/lang.h", 0644, "h")
            .file("opt/lang/NEWS", 0644, "n")
            .file("opt/lang/src/huge", 0644, "h")
            .file("opt/lang/conf/a", 0644, "a")
            .file("opt/lang/conf/b", 0644, "b")
            .file("opt/lang/share/data/c", 0644, "c")
            .file("opt/lang/share/data/d", 0644, "d")
            .file("opt/lang/share/more/e", 0644, "e")
            .file("opt/lang/share/doc/f", 0644, "f");

    assertThat(kept(runtime, "/opt/lang/bin/lang", "/opt/lang/conf/a", "/opt/lang/share/data/c"))
        .containsExactly(
            "/opt/lang/bin/lang",
            "/opt/lang/conf/a",
            "/opt/lang/conf/b",
            "/opt/lang/share/data/c",
            "/opt/lang/share/data/d");
  }

  @Test
  void keepsAnApplicationsFolderBesideLibraries() throws IOException {
    TarBuilder local =
        new TarBuilder()
            .file("usr/local/bin/app", 0755, ELF)
            .file("usr/local/lib/app/templates/a", 0644, "a")
            .file("usr/local/lib/app/templates/b", 0644, "b")
            .file("usr/local/lib/other/c", 0644, "c")
            .file("usr/local/lib/python3.11/d.txt", 0644, "d")
            .file("usr/local/lib/python3.11/e.txt", 0644, "e")
            .file("usr/local/lib/libx.so.1", 0644, ELF);

    assertThat(kept(local, "/usr/local/lib/app/templates/a", "/usr/local/lib/python3.11/d.txt"))
        .containsExactly(
            "/usr/local/lib/app/templates/a",
            "/usr/local/lib/app/templates/b",
            "/usr/local/lib/python3.11/d.txt");
  }

  @Test
  void tellsFoldersOfPackagesFromThoseThatHaveTheSameName() throws IOException {
    TarBuilder site =
        new TarBuilder()
            .file("srv/www/index.html", 0644, "i")
            .file("srv/www/vendor/jquery.js", 0644, "j")
            .file("srv/www/gems/ruby.html", 0644, "r")
            .file("srv/www/bower_components/x.js", 0644, "x")
            .file("srv/php/vendor/composer/installed.php", 0644, "p")
            .file("srv/php/vendor/a/b/B.php", 0644, "b")
            .file("srv/go/vendor/modules.txt", 0644, "m")
            .file("srv/go/vendor/a/a.go", 0644, "a")
            .file("srv/ruby/gems/a-1/lib/a.rb", 0644, "a")
            .file("srv/ruby/specifications/a-1.gemspec", 0644, "s");

    assertThat(kept(site, "/srv/www/index.html"))
        .containsExactly(
            "/srv/ruby/specifications/a-1.gemspec",
            "/srv/www/bower_components/x.js",
            "/srv/www/gems/ruby.html",
            "/srv/www/index.html",
            "/srv/www/vendor/jquery.js");
  }
}
