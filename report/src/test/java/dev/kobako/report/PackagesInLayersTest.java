package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Content;
import dev.kobako.packages.PassedContentException;
import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import dev.kobako.testkit.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose the files are is learned while the layers pass, and no file is kept for it. */
@Timeout(60)
class PackagesInLayersTest {
  private static final String SITE = "usr/lib/python3/site-packages/";

  private static List<String> packages(Contents contents) {
    return contents.packages().stream()
        .map(each -> each.owner() + " " + each.files() + " " + each.bytes())
        .toList();
  }

  @Test
  void knowsPackagesOfAllLanguages() throws IOException {
    Contents contents =
        ImageAnalysis.of(
                TestImages.of(
                    new TarBuilder()
                        .file(SITE + "idna/core.py", 0644, new byte[500])
                        .file(SITE + "idna-3.4.dist-info/RECORD", 0644, "idna/core.py,,\n")
                        .file(
                            SITE + "idna-3.4.dist-info/METADATA",
                            0644,
                            "Name: idna\nVersion: 3.4\n")
                        .file("app/node_modules/a/a.js", 0644, new byte[400])
                        .file(
                            "app/node_modules/a/package.json",
                            0644,
                            "{\"name\":\"a\",\"version\":\"1.0.0\"}"),
                    new TarBuilder()
                        .file("g/specifications/rack-3.0.gemspec", 0644, "Gem")
                        .file("g/gems/rack-3.0/lib/rack.rb", 0644, new byte[300])
                        .file("opt/app.jar", 0644, jar())
                        .file("usr/bin/tool", 0755, goProgram())
                        .file("srv/data", 0644, new byte[20])))
            .contents();
    assertThat(packages(contents))
        .containsExactly(
            "example.com/tool v1.2.3 (golang) 1 5000",
            "idna 3.4 (pypi) 3 539",
            "a 1.0.0 (npm) 2 430",
            "rack 3.0 (gem) 2 303",
            "g:app 1.2 (maven) 1 " + jar().length);
    assertThat(contents.unowned()).isEqualTo(new Portion("no package", 1, 20));
  }

  @Test
  void aPackageThatWasRemovedOwnsNothing() throws IOException {
    Contents contents =
        ImageAnalysis.of(
                TestImages.of(
                    new TarBuilder()
                        .file("m/node_modules/a/a.js", 0644, new byte[400])
                        .file(
                            "m/node_modules/a/package.json",
                            0644,
                            "{\"name\":\"a\",\"version\":\"1.0.0\"}"),
                    new TarBuilder().whiteout("m/node_modules/a/package.json")))
            .contents();
    assertThat(contents.packages()).isEmpty();
    assertThat(contents.unowned()).isEqualTo(new Portion("no package", 1, 400));
  }

  /** A layer that installs a package and so ships the database anew. */
  private static TarBuilder installing(int packages) {
    RpmDatabaseBuilder database = new RpmDatabaseBuilder();
    for (int i = 1; i <= packages; i++) {
      database.add(
          RpmHeaderBuilder.of("p" + i, "1", String.valueOf(packages), "noarch")
              .files("/opt/p" + i)
              .text(9999, "x".repeat(40_000)));
    }
    return new TarBuilder()
        .file("opt/p" + packages, 0644, new byte[100 * packages])
        .file("usr/lib/sysimage/rpm/Packages.db", 0644, database.bytes());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofRpmsDatabasesTheHighestCounts(boolean gzip) throws IOException {
    List<byte[]> layers = new ArrayList<>();
    layers.add(new TarBuilder().symlink("var/lib/rpm", "../../usr/lib/sysimage/rpm").bytes());
    for (int i = 1; i <= 5; i++) {
      layers.add(installing(i).bytes());
    }
    Contents contents = ImageAnalysis.of(TestImages.of(layers, gzip)).contents();
    assertThat(packages(contents))
        .containsExactly(
            "p5 1-5 (rpm) 1 500",
            "p4 1-5 (rpm) 1 400",
            "p3 1-5 (rpm) 1 300",
            "p2 1-5 (rpm) 1 200",
            "p1 1-5 (rpm) 1 100");
    assertThat(contents.unread()).isEmpty();
  }

  @Test
  void aDatabaseOfRpmsThatCantBeReadIsTold() throws IOException {
    Contents contents =
        ImageAnalysis.of(
                TestImages.of(
                    new TarBuilder()
                        .file("opt/a", 0644, new byte[20])
                        .file("var/lib/rpm/Packages", 0644, "none")))
            .contents();
    assertThat(contents.packages()).isEmpty();
    assertThat(contents.unread())
        .contains(
            new UnreadPackages(
                "/var/lib/rpm/Packages: damaged: 16 bytes at 0 are beyond its end, 4"));
  }

  @Test
  void ofCopiesThatPassInAnyOrderTheHighestStays() throws IOException {
    DatabaseCopies copies = new DatabaseCopies();
    String path = "/var/lib/rpm/rpmdb.sqlite";
    DatabaseCopies.Copy one = copies.begin(path, 1, 3).orElseThrow();
    DatabaseCopies.Copy three = copies.begin(path, 3, 3).orElseThrow();
    assertThat(copies.begin(path, 2, 3)).as("below one that is known").isEmpty();
    assertThat(copies.begin(path + "-wal", 0, 3)).as("of another file").isPresent();
    assertThat(copies.begin(path, 4, 1L << 30)).as("too large").isEmpty();
    one.take(Content.of(new byte[3]));
    three.take(Content.of(new byte[3]));
    assertThatThrownBy(one::open).isInstanceOf(PassedContentException.class);
    assertThatThrownBy(three::open)
        .as("below one that is too large")
        .isInstanceOf(PassedContentException.class);
  }

  @Test
  void allCopiesTogetherHaveNoMoreRoomThanADatabaseAndItsLog() {
    DatabaseCopies copies = new DatabaseCopies();
    long large = 90L << 20;
    assertThat(copies.begin("/var/lib/rpm/Packages", 0, large)).isPresent();
    assertThat(copies.begin("/var/lib/rpm/Packages.db", 0, large)).isPresent();
    assertThat(copies.begin("/var/lib/rpm/rpmdb.sqlite", 0, large)).isEmpty();
    assertThat(copies.begin("/var/lib/rpm/Packages", 1, large)).as("in place of one").isPresent();
    assertThat(copies.begin("/var/lib/rpm/Packages", 2, 3)).as("a smaller one").isPresent();
    assertThat(copies.begin("/var/lib/rpm/rpmdb.sqlite", 3, large)).isPresent();
  }

  private static byte[] jar() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/maven/g/app/pom.properties"));
      zip.write("groupId=g\nartifactId=app\nversion=1.2\n".getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static byte[] goProgram() {
    byte[] program = new byte[5000];
    byte[] magic = {0x7f, 'E', 'L', 'F'};
    System.arraycopy(magic, 0, program, 0, magic.length);
    byte[] head = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(head, 0, program, 4096, head.length);
    program[4096 + 14] = 8;
    program[4096 + 15] = 2;
    byte[] version = "\4go1.".getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(version, 0, program, 4096 + 32, version.length);
    byte[] modules =
        "\66################mod\texample.com/tool\tv1.2.3\th1:=\n################"
            .getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(modules, 0, program, 4096 + 32 + version.length, modules.length);
    program[4096 + 32 + version.length] = (byte) (modules.length - 1);
    return Arrays.copyOf(program, program.length);
  }
}
