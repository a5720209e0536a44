package dev.kobako.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class PackageOwnersTest {
  private static final String SITE = "usr/lib/python3/site-packages/";

  private static String owner(PackageOwners owners, String path) throws IOException {
    return owners.owner(ImagePath.of(path)).map(NamedPackage::toString).orElse("nobody");
  }

  private static byte[] jar(String... namesAndTexts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  /** Who asks of one file does not wait for what a thousand packages say of themselves. */
  @Test
  void packagesOfLanguagesAreReadWhereNoSystemOwnsAFile() throws IOException {
    AtomicInteger opened = new AtomicInteger();
    byte[] metadata = "Name: six\nVersion: 1.16.0\n".getBytes(StandardCharsets.UTF_8);
    Content counted =
        new Content() {
          @Override
          public long size() {
            return metadata.length;
          }

          @Override
          public InputStream open() {
            opened.incrementAndGet();
            return new ByteArrayInputStream(metadata);
          }

          @Override
          public SeekableByteChannel openChannel() throws IOException {
            opened.incrementAndGet();
            return Content.of(metadata).openChannel();
          }
        };
    byte[] database =
        new RpmDatabaseBuilder()
            .add(RpmHeaderBuilder.of("app", "1", "1", "noarch").files("/usr/bin/app"))
            .bytes();
    MemoryTree tree =
        MemoryTree.builder()
            .putAll(
                Trees.of(
                    new TarBuilder()
                        .file("usr/bin/app", 0755, "a")
                        .file("var/lib/rpm/Packages.db", 0644, database)
                        .file(SITE + "six.py", 0644, "s")))
            .put(
                ImagePath.of("/" + SITE + "six-1.16.0.dist-info/METADATA"),
                new Entry.RegularFile(Attributes.of(0644), counted, 0))
            .build();
    PackageOwners owners = PackageOwners.ofFew(tree, InstalledPackages.of(tree));
    assertThat(owner(owners, "/usr/bin/app")).isEqualTo("app 1-1 (rpm)");
    assertThat(opened).hasValue(0);
    assertThat(owner(owners, "/" + SITE + "six-1.16.0.dist-info/METADATA"))
        .isEqualTo("six 1.16.0 (pypi)");
    assertThat(opened).hasPositiveValue();
  }

  @Test
  void systemsComeFirst() throws IOException {
    PackageOwners owners =
        Trees.owners(
            new TarBuilder()
                .file(
                    "var/lib/dpkg/status",
                    0644,
                    """
                    Package: python3-six
                    Status: install ok installed
                    Architecture: all
                    Version: 1.16.0-4

                    """)
                .file(
                    "var/lib/dpkg/info/python3-six.list",
                    0644,
                    "/usr/lib/python3/dist-packages/six.py\n")
                .file("usr/lib/python3/dist-packages/six.py", 0644, "")
                .file(
                    "usr/lib/python3/dist-packages/six-1.16.0.egg-info/top_level.txt", 0644, "six")
                .file(
                    "usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO",
                    0644,
                    "Name: six\nVersion: 1.16.0\n"));
    assertThat(owner(owners, "/usr/lib/python3/dist-packages/six.py"))
        .isEqualTo("python3-six 1.16.0-4 (deb)");
    assertThat(owner(owners, "/usr/lib/python3/dist-packages/six-1.16.0.egg-info/PKG-INFO"))
        .isEqualTo("six 1.16.0 (pypi)");
  }

  @Test
  void knowsApksFiles() throws IOException {
    PackageOwners owners =
        Trees.owners(
            new TarBuilder()
                .file("bin/busybox", 0755, "x")
                .file("bin/own", 0755, "x")
                .file(
                    "lib/apk/db/installed",
                    0644,
                    "P:busybox\nV:1.36.1-r2\nA:x86_64\nF:bin\nR:busybox\n\n"));
    assertThat(owner(owners, "/bin/busybox")).isEqualTo("busybox 1.36.1-r2 (apk)");
    assertThat(owner(owners, "/bin/own")).isEqualTo("nobody");
  }

  @Test
  void knowsRpmsFiles() throws IOException {
    PackageOwners owners =
        Trees.owners(
            new TarBuilder()
                .file("usr/bin/bash", 0755, "x")
                .file(
                    "var/lib/rpm/Packages.db",
                    0644,
                    new RpmDatabaseBuilder()
                        .add(
                            RpmHeaderBuilder.of("bash", "5.1.8", "9.el9", "x86_64")
                                .epoch(1)
                                .files("/usr/bin/bash", "/usr/bin/sh"))
                        .bytes()));
    assertThat(owner(owners, "/usr/bin/bash")).isEqualTo("bash 1:5.1.8-9.el9 (rpm)");
    assertThat(owner(owners, "/usr/bin/own")).isEqualTo("nobody");
    assertThat(owners.unread()).isEmpty();
  }

  @Test
  void goOnWhereRpmsDatabaseCantBeRead() throws IOException {
    PackageOwners owners =
        Trees.owners(
            new TarBuilder()
                .file("opt/named-4.5.jar", 0644, jar("x", "y"))
                .file("var/lib/rpm/rpmdb.sqlite", 0644, "SQLite"));
    assertThat(owner(owners, "/opt/named-4.5.jar")).isEqualTo("named 4.5 (maven)");
    assertThat(owners.unread().orElseThrow().render())
        .isEqualTo(
            """
            /var/lib/rpm/rpmdb.sqlite: damaged: 16 bytes at 0 are beyond its end, 6
            remedy: rpm --rebuilddb may write it anew\
            """);
  }

  @Test
  void knowsWhatPipHasRecordedEvenElsewhereAndWhatPythonCompiles() throws IOException {
    PackageOwners owners =
        Trees.owners(
            new TarBuilder()
                .file(SITE + "idna/core.py", 0644, "")
                .file(SITE + "idna/__pycache__/core.cpython-311.pyc", 0644, "")
                .file(SITE + "idna/left-behind", 0644, "")
                .file("usr/bin/idna", 0755, "")
                .file(
                    SITE + "idna-3.4.dist-info/RECORD",
                    0644,
                    "idna/core.py,,\n../../../bin/idna,,\nidna-3.4.dist-info/METADATA,,\n")
                .file(
                    SITE + "idna-3.4.dist-info/METADATA",
                    0644,
                    "Metadata-Version: 2.1\nName: idna\nVersion: 3.4\n\nName: other\n"));
    for (String path :
        new String[] {
          "/" + SITE + "idna/core.py",
          "/" + SITE + "idna/__pycache__/core.cpython-311.pyc",
          "/" + SITE + "idna-3.4.dist-info/INSTALLER",
          "/usr/bin/idna"
        }) {
      assertThat(owner(owners, path)).as(path).isEqualTo("idna 3.4 (pypi)");
    }
    assertThat(owner(owners, "/" + SITE + "idna/left-behind")).isEqualTo("nobody");
  }

  @Test
  void takesTheNamesOfModulesWhereNothingIsRecorded() throws IOException {
    PackageOwners owners =
        Trees.owners(
            new TarBuilder()
                .file(SITE + "yaml/loader.py", 0644, "")
                .file(SITE + "_yaml.py", 0644, "")
                .file(SITE + "PyYAML-6.0.egg-info/top_level.txt", 0644, "_yaml\nyaml\n")
                .file(SITE + "PyYAML-6.0.egg-info/PKG-INFO", 0644, "Name: PyYAML\nVersion: 6.0\n")
                .file(SITE + "docopt.py", 0644, "")
                .file(SITE + "docopt-0.6.egg-info", 0644, "Name: docopt\nVersion: 0.6\n"));
    assertThat(owner(owners, "/" + SITE + "yaml/loader.py")).isEqualTo("PyYAML 6.0 (pypi)");
    assertThat(owner(owners, "/" + SITE + "_yaml.py")).isEqualTo("PyYAML 6.0 (pypi)");
    assertThat(owner(owners, "/" + SITE + "docopt.py")).isEqualTo("docopt 0.6 (pypi)");
  }

  @Test
  void takesTheInnermostPackageOfNode() throws IOException {
    PackageOwners owners =
        Trees.owners(
            new TarBuilder()
                .file("app/index.js", 0644, "")
                .file("app/package.json", 0644, "{\"name\":\"app\",\"version\":\"1.0.0\"}")
                .file("app/node_modules/a/lib/a.js", 0644, "")
                .file("app/node_modules/a/lib/package.json", 0644, "{\"type\":\"module\"}")
                .file(
                    "app/node_modules/a/package.json",
                    0644,
                    "{\"name\":\"a\",\"version\":\"1.0.0\"}")
                .file("app/node_modules/a/node_modules/@s/b/b.js", 0644, "")
                .file(
                    "app/node_modules/a/node_modules/@s/b/package.json",
                    0644,
                    "{\"name\":\"@s/b\",\"version\":\"2.0.0\"}")
                .file("app/node_modules/broken/package.json", 0644, "{\"name\":")
                .file("app/node_modules/broken/x.js", 0644, ""));
    assertThat(owner(owners, "/app/node_modules/a/lib/a.js")).isEqualTo("a 1.0.0 (npm)");
    assertThat(owner(owners, "/app/node_modules/a/node_modules/@s/b/b.js"))
        .isEqualTo("@s/b 2.0.0 (npm)");
    assertThat(owner(owners, "/app/index.js")).isEqualTo("nobody");
    assertThat(owner(owners, "/app/node_modules/broken/x.js")).isEqualTo("nobody");
  }

  @Test
  void knowsGemsWithTheirExtensionsAndComposersPackages() throws IOException {
    String home = "usr/local/bundle/";
    PackageOwners owners =
        Trees.owners(
            new TarBuilder()
                .file(home + "specifications/nokogiri-1.15.4-x86_64-linux.gemspec", 0644, "")
                .file(home + "gems/nokogiri-1.15.4-x86_64-linux/lib/nokogiri.rb", 0644, "")
                .file(home + "specifications/bcrypt-3.1.19.gemspec", 0644, "")
                .file(home + "extensions/x86_64-linux/3.2.0/bcrypt-3.1.19/b.so", 0644, "")
                .file(
                    "app/vendor/composer/installed.json",
                    0644,
                    "{\"packages\":[{\"name\":\"psr/log\",\"version\":\"3.0.0\"}]}")
                .file("app/vendor/psr/log/src/Logger.php", 0644, ""));
    assertThat(owner(owners, "/" + home + "gems/nokogiri-1.15.4-x86_64-linux/lib/nokogiri.rb"))
        .isEqualTo("nokogiri 1.15.4 (gem)");
    assertThat(owner(owners, "/" + home + "extensions/x86_64-linux/3.2.0/bcrypt-3.1.19/b.so"))
        .isEqualTo("bcrypt 3.1.19 (gem)");
    assertThat(owner(owners, "/app/vendor/psr/log/src/Logger.php"))
        .isEqualTo("psr/log 3.0.0 (composer)");
  }

  @Test
  void jarsSayWhatTheyAre() throws IOException {
    String inner = "META-INF/maven/g/inner/pom.properties";
    String own = "META-INF/maven/g/app/pom.properties";
    PackageOwners owners =
        Trees.owners(
            new TarBuilder()
                .file(
                    "opt/app-1.2.jar",
                    0644,
                    jar(
                        inner, "groupId=g\nartifactId=inner\nversion=9\n",
                        own, "groupId=g\nartifactId=app\nversion=1.2\n"))
                .file(
                    "opt/told.jar",
                    0644,
                    jar(
                        "META-INF/MANIFEST.MF",
                        """
                        Manifest-Version: 1.0
                        Bundle-SymbolicName: org.told;x=y
                        Bundle-Version: 3.1
                        """))
                .file("opt/named-4.5.jar", 0644, jar("x", "y"))
                .file("opt/nameless.jar", 0644, "no archive"));
    assertThat(owner(owners, "/opt/app-1.2.jar")).isEqualTo("g:app 1.2 (maven)");
    assertThat(owner(owners, "/opt/told.jar")).isEqualTo("org.told 3.1 (maven)");
    assertThat(owner(owners, "/opt/named-4.5.jar")).isEqualTo("named 4.5 (maven)");
    assertThat(owner(owners, "/opt/nameless.jar")).isEqualTo("nobody");
  }
}
