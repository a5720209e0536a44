package dev.kobako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.OciLayout;
import dev.kobako.image.Platform;
import dev.kobako.testkit.ElfBuilder;
import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyCommandTest {
  private static final String STATUS =
      """
      Package: libz
      Status: install ok installed
      Architecture: amd64
      Version: 1

      Package: app
      Status: install ok installed
      Architecture: amd64
      Version: 2
      Depends: libz

      Package: shell
      Status: install ok installed
      Architecture: amd64
      Version: 3
      Pre-Depends: libz

      """;

  @TempDir Path temp;
  private Kobako kobako;

  @BeforeEach
  void prepare() {
    kobako = Kobako.withStore(temp.resolve("home")).in(temp);
    write(
        new TarBuilder()
            .file("usr/bin/app", 0755, ElfBuilder.elf64().needed("libz.so").build())
            .file("usr/lib/libz.so.1", 0644, ElfBuilder.elf64().build())
            .symlink("usr/lib/libz.so", "libz.so.1")
            .file("var/lib/dpkg/status", 0644, STATUS)
            .file("var/lib/dpkg/info/libz.list", 0644, "/usr/lib/libz.so.1\n"));
  }

  private void write(TarBuilder tree) {
    byte[] tar = tree.bytes();
    Layer layer = LayerWriter.write(temp, Compression.NONE, out -> out.write(tar));
    ImageConfig config =
        ImageConfig.builder()
            .platform(Platform.parse("linux/amd64"))
            .cmd(List.of("/usr/bin/app"))
            .build();
    new OciLayout(temp.resolve("from"))
        .write(
            ImageAssembly.scratch(config)
                .plus(layer, HistoryEntry.of(Instant.EPOCH, "RUN make"))
                .image(Instant.EPOCH),
            "1");
  }

  private String from() {
    return "oci:" + temp.resolve("from") + ":1";
  }

  /** What lies here is only looked at; nobody hashes it, or reads what is not asked for. */
  @Test
  void readsNoMoreOfATarThanWhatIsAsked() throws IOException {
    write(
        new TarBuilder()
            .file("usr/bin/app", 0755, "#!/bin/sh\n")
            .file("opt/other", 0644, "unasked ".repeat(50_000)));
    Path blob;
    try (Stream<Path> blobs = Files.list(temp.resolve("from/blobs/sha256"))) {
      blob = blobs.filter(each -> each.toFile().length() > 400_000).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(blob);
    bytes[200_000] ^= 1;
    Files.write(blob, bytes);
    assertThat(kobako.run("why", from(), "/usr/bin/app").done().out())
        .isEqualTo(
            """
            /usr/bin/app
              added by layer 0, 10 B  RUN make
              started with the image: /usr/bin/app  CMD of the image
            """);
  }

  @Test
  void tellsWhoNeedsAPackageOfRpms() {
    write(
        new TarBuilder()
            .file("opt/data", 0644, "x")
            .file(
                "var/lib/rpm/Packages.db",
                0644,
                new RpmDatabaseBuilder()
                    .add(
                        RpmHeaderBuilder.of("data", "1", "2.el9", "noarch")
                            .epoch(3)
                            .files("/opt/data"))
                    .add(RpmHeaderBuilder.of("app", "4", "5", "noarch").requires("/opt/data"))
                    .bytes()));
    assertThat(kobako.run("why", from(), "/opt/data").done().out())
        .isEqualTo(
            """
            /opt/data
              added by layer 0, 1 B  RUN make
              of the package data 3:1-2.el9 (rpm)
                needed by app 4-5 (rpm)
                  which no other package needs
            """);
  }

  @Test
  void saysThatADatabaseOfRpmsCantBeRead() {
    write(
        new TarBuilder()
            .file("opt/data", 0644, "x")
            .file("var/lib/rpm/Packages.db", 0644, "no\033[2Jdatabase"));
    assertThat(kobako.run("why", from(), "/opt/data").done().out())
        .isEqualTo(
            """
            /opt/data
              added by layer 0, 1 B  RUN make
              packages of rpm are not known: /var/lib/rpm/Packages.db: damaged: 16 bytes at 0 are beyond its end, 14
            """);
    assertThat(kobako.run("explain", from()).done().out())
        .contains(
            """

            packages of rpm are not known: /var/lib/rpm/Packages.db: damaged: 16 bytes at 0 are beyond its end, 14

            """);
    assertThat(kobako.run("explain", from(), "--json").done().out())
        .contains(
            """
              "unreadPackages" : "/var/lib/rpm/Packages.db: damaged: 16 bytes at 0 are beyond its end, 14",
            """);
  }

  @Test
  void tellsLayerPackageAndProgramsOfAnyImage() {
    assertThat(kobako.run("why", from(), "/usr/lib/libz.so").done().out())
        .matches(
            """
            /usr/lib/libz.so.1
              added by layer 0, [0-9]+ B  RUN make
              of the package libz 1 \\(deb\\)
                needed by app 2 \\(deb\\) and 1 more
                  which no other package needs
              started with the image: /usr/lib/libz.so.1  NEEDED by /usr/bin/app
                started with the image: /usr/bin/app  CMD of the image
              loaded by /usr/bin/app
            """);
  }

  @Test
  void tellsTheSameToMachines() {
    JsonObject why =
        Json.object(
            "why",
            kobako.run("why", "--json", from(), "/usr/lib/libz.so").done().out().getBytes(UTF_8));
    assertThat(why.requiredText("path")).isEqualTo("/usr/lib/libz.so.1");
    assertThat(why.objects("layers"))
        .singleElement()
        .satisfies(layer -> assertThat(layer.requiredText("instruction")).isEqualTo("RUN make"));
    assertThat(why.object("package").orElseThrow().requiredText("name")).isEqualTo("libz");
    assertThat(why.object("installation").orElseThrow().objects("chain"))
        .extracting(link -> link.requiredText("name"))
        .containsExactly("libz", "app");
    assertThat(why.object("installation").orElseThrow().requiredText("end"))
        .isEqualTo("needed-by-none");
    assertThat(why.object("programs").orElseThrow().objects("started"))
        .extracting(step -> step.requiredText("path"))
        .containsExactly("/usr/lib/libz.so.1", "/usr/bin/app");
  }

  @Test
  void tellsMachinesToo_thatNothingIsThere() {
    Kobako.Result run = kobako.run("why", "--json", from(), "/usr/lib/none");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            """
            {
              "image" : "%s",
              "path" : "/usr/lib/none",
              "visible" : false,
              "layers" : [ ],
              "package" : null,
              "installation" : null,
              "kept" : [ ],
              "programs" : null
            }
            """
                .formatted(from()));
  }

  @Test
  void tellsTheReasonOfAnImageThatKobakoMade() {
    kobako.run("bundle", "--from", from(), "/usr/bin/app", "-t", "small").done();
    assertThat(kobako.run("why", "small", "/usr/lib/libz.so.1").done().lines())
        .anySatisfy(line -> assertThat(line).startsWith("  kept: /usr/lib/libz.so.1  "))
        .anySatisfy(line ->
            assertThat(line)
                .isEqualTo("    kept: /usr/bin/app  named on the command line as /usr/bin/app"))
        .noneSatisfy(line -> assertThat(line).contains("started with the image"));
    assertThat(kobako.run("referrers", "small").done().out())
        .contains("application/vnd.kobako.reasons.v1+json");
  }
}
