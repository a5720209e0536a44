package dev.kobako.ladder;

import static dev.kobako.ladder.MadeImage.opened;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.check.Trace;
import dev.kobako.image.Compression;
import dev.kobako.sbom.ListedPackage;
import dev.kobako.sbom.SbomSubject;
import dev.kobako.slim.KeepSet;
import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import dev.kobako.testkit.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultSbomTest {
  @TempDir Path folder;

  private SbomSubject subject(TarBuilder tar, String... asked) throws IOException {
    MadeImage image = new MadeImage(folder).layer("RUN make", tar);
    Original original = image.original();
    Trace trace = opened(asked);
    KeepSet keepSet =
        new Selection(original, KeepRules.NONE).of(Level.MINIMAL, trace, new LinkedHashMap<>());
    SlimRequest request =
        new SlimRequest(
            Level.MINIMAL,
            List.of(),
            KeepRules.NONE,
            0,
            Proving.DEFAULT,
            Compression.GZIP,
            Instant.EPOCH,
            "1");
    Written written = new Writing(original, request).write(keepSet, image, image.staging());
    Extent none = new Extent(0, 0, 0, 0);
    return ResultSbom.of(
        new SlimResult(
            original,
            written.image(),
            Level.MINIMAL,
            keepSet,
            trace,
            none,
            none,
            List.of(),
            Optional.empty(),
            new TreeMap<>()),
        "app:slim");
  }

  @Test
  void listsThePackagesOfTheSystemAndOfLanguagesThatOwnAKeptFile() throws IOException {
    SbomSubject subject =
        subject(
            new TarBuilder()
                .file("etc/os-release", 0644, "ID=debian\nVERSION_ID=\"12\"\n")
                .file("usr/share/a", 0644, "a")
                .file("usr/share/b", 0644, "b")
                .file(
                    "var/lib/dpkg/status",
                    0644,
                    """
                    Package: a
                    Status: install ok installed
                    Architecture: all
                    Version: 1
                    Source: a-source

                    Package: b
                    Status: install ok installed
                    Architecture: all
                    Version: 2
                    """)
                .file("var/lib/dpkg/info/a.list", 0644, "/usr/share/a\n")
                .file("var/lib/dpkg/info/b.list", 0644, "/usr/share/b\n")
                .file("app/site-packages/one/__init__.py", 0644, "")
                .file(
                    "app/site-packages/one-1.0.dist-info/METADATA",
                    0644,
                    "Metadata-Version: 2.1\nName: one\nVersion: 1.0\n\nName: no\n")
                .file("app/site-packages/one-1.0.dist-info/RECORD", 0644, "one/__init__.py,,\n")
                .file("app/node_modules/@s/a/a.js", 0644, "")
                .file(
                    "app/node_modules/@s/a/package.json",
                    0644,
                    "{\"name\": \"@s/a\", \"version\": \"3\"}")
                .file("app/node_modules/broken/b.js", 0644, "")
                .file("app/node_modules/broken/package.json", 0644, "{\"name\": 1}"),
            "/usr/share/a",
            "/app/site-packages/one/__init__.py",
            "/app/node_modules/@s/a/a.js",
            "/app/node_modules/broken/b.js");

    assertThat(subject.distribution()).isEqualTo("debian");
    assertThat(subject.release()).isEqualTo("12");
    assertThat(subject.packages())
        .extracting(ListedPackage::url)
        .containsExactly(
            "pkg:deb/debian/a@1?arch=all&distro=debian-12&upstream=a-source",
            "pkg:npm/%40s/a@3",
            "pkg:pypi/one@1.0");
  }

  @Test
  void listsRpmsPackagesWithTheirSourcesAndNeeds() throws IOException {
    SbomSubject subject =
        subject(
            new TarBuilder()
                .file("etc/os-release", 0644, "ID=fedora\nVERSION_ID=42\n")
                .file("usr/share/a", 0644, "a")
                .file("usr/share/b", 0644, "b")
                .file(
                    "var/lib/rpm/Packages.db",
                    0644,
                    new RpmDatabaseBuilder()
                        .add(
                            RpmHeaderBuilder.of("a", "1.0", "2.fc42", "noarch")
                                .epoch(3)
                                .files("/usr/share/a")
                                .text(1044, "a-tools-1.0-2.fc42.src.rpm")
                                .text(1011, "Fedora Project")
                                .requires("libb"))
                        .add(
                            RpmHeaderBuilder.of("b", "2", "1", "x86_64")
                                .files("/usr/share/b")
                                .text(1044, "odd"))
                        .bytes()),
            "/usr/share/a");

    assertThat(subject.packages()).hasSize(1);
    ListedPackage a = subject.packages().getFirst();
    assertThat(a.url())
        .isEqualTo(
            "pkg:rpm/fedora/a@1.0-2.fc42?arch=noarch&distro=fedora-42&epoch=3"
                + "&upstream=a-tools-1.0-2.fc42.src.rpm");
    assertThat(a.version()).isEqualTo("3:1.0-2.fc42");
    assertThat(a.sourceName()).isEqualTo("a-tools");
    assertThat(a.sourceVersion()).isEqualTo("1.0-2.fc42");
    assertThat(a.maintainer()).isEqualTo("Fedora Project");
    assertThat(a.needs()).containsExactly("libb");
    assertThat(a.provides()).containsExactly("a");
  }

  @Test
  void listsPackagesOfJarsAndOfJarsInThem() throws IOException {
    byte[] inner = jar(Map.of("META-INF/maven/org.b/b/pom.properties", pom("org.b", "b", "2")));
    SortedMap<String, byte[]> members = new TreeMap<>();
    members.put("BOOT-INF/lib/b-2.jar", inner);
    members.put("META-INF/maven/org.a/a/pom.properties", pom("org.a", "a", "1"));
    members.put("META-INF/maven/x/pom.properties", "version=\\u12".getBytes(UTF_8));
    SbomSubject subject =
        subject(
            new TarBuilder()
                .file("app/a.jar", 0644, jar(members))
                .file("app/none.jar", 0644, "no archive"),
            "/app/a.jar",
            "/app/none.jar");

    assertThat(subject.packages())
        .extracting(ListedPackage::url)
        .containsExactly("pkg:maven/org.a/a@1", "pkg:maven/org.b/b@2");
  }

  private static byte[] pom(String group, String artifact, String version) {
    return "groupId=%s\nartifactId=%s\nversion=%s\n"
        .formatted(group, artifact, version)
        .getBytes(UTF_8);
  }

  private static byte[] jar(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var each : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void listsPackagesOfAlpine() throws IOException {
    SbomSubject subject =
        subject(
            new TarBuilder()
                .file("etc/os-release", 0644, "ID=alpine\nVERSION_ID=3.20.1\n")
                .file("lib/libc.so", 0644, "c")
                .file(
                    "lib/apk/db/installed",
                    0644,
                    "P:musl\nV:1.2-r0\nA:x86_64\nF:lib\nR:libc.so\n\nP:gone\nV:1\nF:x\nR:y\n\n"),
            "/lib/libc.so");

    assertThat(subject.packages())
        .extracting(ListedPackage::url)
        .containsExactly("pkg:apk/alpine/musl@1.2-r0?arch=x86_64");
  }
}
