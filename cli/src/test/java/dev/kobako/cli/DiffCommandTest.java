package dev.kobako.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.OciLayout;
import dev.kobako.image.Platform;
import dev.kobako.testkit.TarBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kobako diff}, as users see it. */
@Timeout(60)
class DiffCommandTest {
  @TempDir Path temp;
  private Kobako kobako;

  @BeforeEach
  void prepare() {
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
    Layer base =
        layer(
            new TarBuilder()
                .file("usr/bin/tool", 0755, new byte[9000])
                .file("var/lib/dpkg/status", 0644, status("1")));
    Image before =
        ImageAssembly.scratch(ImageConfig.builder().platform(Platform.parse("linux/amd64")).build())
            .plus(base, HistoryEntry.of(Instant.EPOCH, "FROM base"))
            .plus(
                layer(
                    new TarBuilder()
                        .file("opt/data", 0644, new byte[40_000])
                        .file("opt/odd\u001b[2J", 0644, new byte[2000])),
                HistoryEntry.of(Instant.EPOCH, "COPY old /"))
            .image(Instant.EPOCH);
    Image after =
        ImageAssembly.scratch(
                before.config().toBuilder()
                    .diffIds(List.of())
                    .history(List.of())
                    .env(List.of("MODE=\u001b[2J"))
                    .build())
            .plus(base, HistoryEntry.of(Instant.EPOCH, "FROM base"))
            .plus(
                layer(
                    new TarBuilder()
                        .file("opt/data", 0644, new byte[41_000])
                        .file("usr/bin/tool", 0700, new byte[9000])
                        .file("var/lib/dpkg/status", 0644, status("1.1"))),
                HistoryEntry.of(Instant.EPOCH, "COPY new /"))
            .image(Instant.EPOCH);
    new OciLayout(temp.resolve("old")).write(before, "1");
    new OciLayout(temp.resolve("new")).write(after, "1");
  }

  private static String status(String version) {
    return """
    Package: tool
    Status: install ok installed
    Architecture: amd64
    Version: %s

    """
        .formatted(version);
  }

  private Layer layer(TarBuilder tar) {
    byte[] bytes = tar.bytes();
    return LayerWriter.write(temp, Compression.NONE, out -> out.write(bytes));
  }

  private String at(String folder) {
    return "oci:" + temp.resolve(folder) + ":1";
  }

  @Test
  void showsOnAPageWhatIsDifferentBetweenTwoImages() {
    assertThat(kobako.run("diff", at("old"), at("new")).done().out())
        .isEqualTo(
            """
            OLD -> NEW

                         before    after   growth
            on disk     51.1 kB  59.2 kB  +8.1 kB
            compressed  56.3 kB  65.5 kB  +9.2 kB
            visible     51.1 kB  50.1 kB   -998 B
            files             4        3       -1

            1 removed -2.0 kB, 2 changed +1.0 kB, 1 with other attributes

            layers
                  9.1 kB  = layer 0  FROM base
                 42.0 kB  - layer 1  COPY old /
                 50.1 kB  + layer 1  COPY new /

            settings
              env MODE: nothing -> \\x1b[2J

            packages
              ~ tool 1 -> 1.1

            folders
                 -1.0 kB  /opt  42.0 kB -> 41.0 kB, 2 -> 1 files
                    +2 B  /var/lib/dpkg  75 B -> 77 B

            kinds
                  -998 B  other  51.1 kB -> 50.1 kB, 4 -> 3 files

            removed
                 -2.0 kB  /opt/odd\\x1b[2J

            grown
                 +1.0 kB  /opt/data  40.0 kB -> 41.0 kB
                    +2 B  /var/lib/dpkg/status  75 B -> 77 B

            other mode, owner or links
                       -  /usr/bin/tool  (mode)
            """
                .replace("OLD", at("old"))
                .replace("NEW", at("new")));
  }

  @Test
  void comparesTwoLayersOfOneImage() {
    assertThat(kobako.run("diff", at("new"), "--layers", "0", "1").done().lines())
        .startsWith(at("new") + " layer 0 -> " + at("new") + " layer 1")
        .contains("    +41.0 kB  /opt/data");
    assertThat(kobako.run("diff", at("new"), "--layers", "0", "0").done().out())
        .contains("no file differs");
  }

  @Test
  void givesEverythingAsJson() {
    assertThat(kobako.run("diff", at("old"), at("new"), "--json").done().out())
        .contains(
            """
              "same" : false,
            """,
            """
              "packages" : [ {
                "name" : "tool",
                "before" : "1",
                "after" : "1.1"
              } ],
            """,
            """
              }, {
                "path" : "/usr/bin/tool",
                "what" : "attributes",
                "aspects" : [ "mode" ],
                "sizeBefore" : 9000,
                "sizeAfter" : 9000
              }
            """
                .strip());
  }

  @Test
  void tellsOfWhichImagePackagesAreNotKnown() {
    Image unread =
        ImageAssembly.scratch(ImageConfig.builder().platform(Platform.parse("linux/amd64")).build())
            .plus(
                layer(new TarBuilder().file("var/lib/rpm/Packages", 0644, "none")),
                HistoryEntry.of(Instant.EPOCH, "FROM base"))
            .image(Instant.EPOCH);
    new OciLayout(temp.resolve("unread")).write(unread, "1");
    assertThat(kobako.run("diff", at("old"), at("unread")).done().out())
        .contains(
            """
            packages
              - tool 1

            after: packages of rpm are not known: /var/lib/rpm/Packages: damaged: 16 bytes at 0 are beyond its end, 4
            """)
        .doesNotContain("before: packages");
    assertThat(kobako.run("diff", at("unread"), at("old"), "--json").done().out())
        .containsOnlyOnce(
            """
                "unreadPackages" : "/var/lib/rpm/Packages: damaged: 16 bytes at 0 are beyond its end, 4"
            """);
  }

  @Test
  void saysByItsExitCodeWhetherThereIsADifferenceWhereThatIsWanted() {
    assertThat(kobako.run("diff", at("old"), at("new"), "--exit-code").code()).isEqualTo(1);
    assertThat(kobako.run("diff", at("old"), at("old"), "--exit-code").code()).isZero();
  }

  @Test
  void wantsTwoImagesOrTwoLayersOfOne() {
    assertThat(kobako.run("diff", at("old")))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: kobako diff: one image, expected two
                remedy: name the other one too, or two layers of this one with --layers
                """));
    assertThat(kobako.run("diff", at("old"), at("new"), "--layers", "0", "1"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: --layers: two images, expected one with two layers
                remedy: leave out --layers, or one of the images
                """));
    assertThat(kobako.run("diff", at("old"), "--layers", "0", "two"))
        .isEqualTo(
            new Kobako.Result(
                2,
                "",
                """
                kobako: --layers: 'two' is no number of a layer
                remedy: write --layers 0 3
                """));
  }
}
