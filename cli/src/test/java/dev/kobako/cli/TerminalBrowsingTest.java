package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.OciLayout;
import dev.kobako.image.Platform;
import dev.kobako.testkit.TarBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kobako explain --tui} in a real pseudo-terminal. */
@Timeout(240)
class TerminalBrowsingTest {
  private static final String UP = "\u001b[A";
  private static final String DOWN = "\u001b[B";
  private static final Path PICTURE = Path.of("..", "docs", "explain-terminal.svg");

  @TempDir Path temp;
  private Kobako kobako;

  @BeforeEach
  void prepare() {
    kobako =
        Kobako.withStore(temp.resolve("home"))
            .in(temp)
            .with("LC_ALL", "C.UTF-8")
            .with("TERM", "xterm");
    ImageAssembly assembly =
        ImageAssembly.scratch(ImageConfig.builder().platform(Platform.parse("linux/amd64")).build())
            .plus(
                layer(
                    new TarBuilder()
                        .symlink("bin", "usr/bin")
                        .file("usr/bin/python3.11", 0755, new byte[684_000])
                        .hardlink("usr/bin/python3", "usr/bin/python3.11")
                        .file("usr/lib/libssl.so.3", 0644, new byte[687_000])
                        .file("usr/share/doc/openssl/changelog.gz", 0644, new byte[120_000])
                        .file("var/lib/apt/lists/Packages", 0644, new byte[880_000])),
                HistoryEntry.of(Instant.EPOCH, "FROM debian:bookworm"))
            .plus(
                layer(
                    new TarBuilder()
                        .file("opt/app/server.py", 0644, new byte[14_000])
                        .file("opt/app/static/logo.png", 0644, new byte[230_000])
                        .file("opt/app/\u001b[31m\u202eodd\u3042", 0644, new byte[100])),
                HistoryEntry.of(Instant.EPOCH, "COPY . /opt/app"))
            .plus(
                layer(
                    new TarBuilder()
                        .owner(1000, 1000)
                        .file("opt/app/server.py", 0644, new byte[14_000])
                        .file("opt/app/static/logo.png", 0644, new byte[230_000])
                        .whiteout("var/lib/apt/lists")),
                HistoryEntry.of(
                    Instant.EPOCH, "RUN chown -R app /opt/app/s* && rm -rf /var/lib/apt/lists"));
    new OciLayout(temp.resolve("app")).write(assembly.image(Instant.EPOCH), "1");
  }

  private Layer layer(TarBuilder tar) {
    byte[] bytes = tar.bytes();
    return LayerWriter.write(temp, Compression.NONE, out -> out.write(bytes));
  }

  private TerminalSession browse(Kobako caller) throws Exception {
    return TerminalSession.start(caller, temp, "explain", "oci:app:1", "--tui");
  }

  @Test
  void opensMovesFiltersSearchesAndLeavesTheTerminalAsItWas() throws Exception {
    try (TerminalSession session = browse(kobako)) {
      List<String> first = session.untilShown("changes of layer 2");
      assertThat(first).first().isEqualTo(" kobako  oci:app:1");
      assertThat(session.screen().isAlternate()).isTrue();
      session.type(UP).untilShown("changes of layer 1");
      session.type(DOWN).untilShown("changes of layer 2");
      session.type("\t" + DOWN + " ").untilShown("▾ opt");
      session.type(DOWN + " ").untilShown("server.py");
      assertThat(session.screen().lines()).anyMatch(line -> line.contains("\\x1b[31m\\u202eoddあ"));
      session.type("w").untilShown("waste only");
      session.type("w").until("all is shown", lines -> !lines.toString().contains("waste only"));
      session.type("u").until("only changes", lines -> !lines.toString().contains("▸ usr"));
      session.type("u/*.PNG").untilShown("search: *.PNG_");
      session.until("only that is found", lines -> !lines.toString().contains("server.py"));
      session.type("\r").untilShown("/opt/app/static/logo.png");
      assertThat(session.screen().lines())
          .anyMatch(line ->
              line.contains("-rw-r--r-- 1000:1000  230.0 kB  layer 2  ! 230.0 kB nobody can see"));
      session.type("\u001b").untilShown("▸ usr");
      session.type("q");
      assertThat(session.codeAfterRestoring()).isZero();
    }
  }

  @Test
  void theScreenIsAsTheDocumentationShowsIt() throws Exception {
    try (TerminalSession session = browse(kobako)) {
      session.untilShown("changes of layer 2");
      session.type("\t\0").untilShown("logo.png");
      session.type("/server").untilShown("search: server_");
      session.type("\r").untilShown("/opt/app/server.py");
      session.type("\u001b").untilShown("▾ usr");
      session.untilShown("? keys");
      String picture = TerminalPicture.of(session.screen().rows());
      if (Boolean.getBoolean("kobako.update")) {
        Files.writeString(PICTURE, picture);
      }
      assertThat(PICTURE)
          .as("which -Dkobako.update=true draws anew")
          .usingCharset("UTF-8")
          .hasContent(picture);
      session.type("\u0003");
      assertThat(session.codeAfterRestoring()).isZero();
    }
  }

  @Test
  void fitsTheTerminalWhenThatChangesItsSize() throws Exception {
    try (TerminalSession session = browse(kobako)) {
      session.untilShown("changes of layer 2");
      session.resize(40, 120).until("40 lines", lines -> lines.getLast().contains("q quit"));
      assertThat(session.screen().lines()).hasSize(40);
      session.type("?").untilShown("any key goes back");
      session.type("x").untilShown("changes of layer 2");
      session.resize(5, 20).untilShown("too small");
      session.resize(24, 80).untilShown("changes of layer 2");
      session.type("\u0003");
      assertThat(session.codeAfterRestoring()).isZero();
    }
  }

  @Test
  void aSignalLeavesTheTerminalAsItWas() throws Exception {
    try (TerminalSession session = browse(kobako)) {
      session.untilShown("changes of layer 2");
      session.signal("TERM");
      assertThat(session.codeAfterRestoring()).isEqualTo(128 + 15);
    }
  }

  @Test
  void showsNoColoursAndNoMoreThanAsciiWhereThatIsWanted() throws Exception {
    try (TerminalSession session = browse(kobako.with("NO_COLOR", "1").with("LC_ALL", "C"))) {
      session.untilShown("changes of layer 2");
      session.type("\te").untilShown("\\x1b[31m\\u202eodd\\>");
      assertThat(session.sent()).doesNotContainPattern("\u001b\\[3.m").doesNotContain("\u00e2");
      session.type("q");
      assertThat(session.codeAfterRestoring()).isZero();
    }
  }

  @Test
  void wantsATerminal() {
    assertThat(kobako.run("explain", "oci:app:1", "--tui"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: --tui: standard input and output are no terminal
                remedy: leave out --tui for a page of text, or add --json
                """));
  }
}
