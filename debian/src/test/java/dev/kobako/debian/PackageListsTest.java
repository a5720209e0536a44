package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class PackageListsTest {
  private static final String LISTS = "/var/lib/apt/lists/deb.example_dists_trixie_";
  private static final String PACKAGES =
      """
      Package: libpcre2-8-0
      Version: 10.45-1
      Description: Package: not-a-package

      Package: libssl3t64
      Version: 3.5.1-1

      Package: redis-server
      Version: 8.0
      """;
  private static final String CONTENTS =
      """
      usr/bin/git                                     vcs/git
      usr/lib/x86_64-linux-gnu/libpcre2-8.so.0        libs/from-contents,debug/other
      usr/share/doc/libodd.so.1                       doc/odd-doc
      """;

  @TempDir Path folder;

  @Test
  void librariesAreGuessedByDebiansNamingPolicy() {
    PackageLists lists =
        PackageLists.of(new TextTree().file(LISTS + "main_binary-amd64_Packages", PACKAGES));

    assertThat(lists.packageWithLibrary("libpcre2-8.so.0")).contains("libpcre2-8-0");
    assertThat(lists.packageWithLibrary("libssl.so.3")).contains("libssl3t64");
    assertThat(lists.packageWithLibrary("libnone.so.3")).isEmpty();
    assertThat(lists.packageWithLibrary("not-a-package")).isEmpty();
    assertThat(lists.packageWithProgram("redis-server")).contains("redis-server");
    assertThat(lists.packageWithProgram("not-a-package")).isEmpty();
  }

  @Test
  void theNamingPolicyIsAppliedToEveryFormOfSoname() {
    assertThat(LibraryPackageNames.of("libssl.so.3")).containsExactly("libssl3", "libssl3t64");
    assertThat(LibraryPackageNames.of("libGL.so.1")).containsExactly("libgl1", "libgl1t64");
    assertThat(LibraryPackageNames.of("libxml2.so.2")).containsExactly("libxml2-2", "libxml2-2t64");
    assertThat(LibraryPackageNames.of("libdb-5.3.so"))
        .containsExactly("libdb5.3", "libdb5.3t64", "libdb-5.3", "libdb-5.3t64");
    assertThat(LibraryPackageNames.of("libc.so")).isEmpty();
    assertThat(LibraryPackageNames.of("")).isEmpty();
  }

  @Test
  void contentsGoBeforeGuessing() {
    PackageLists lists =
        PackageLists.of(
            new TextTree()
                .file(LISTS + "main_Contents-amd64", CONTENTS)
                .file(LISTS + "main_binary-amd64_Packages", PACKAGES));

    assertThat(lists.packageWithLibrary("libpcre2-8.so.0")).contains("from-contents");
    assertThat(lists.packageWithLibrary("libodd.so.1")).isEmpty();
    assertThat(lists.packageWithProgram("git")).contains("git");
    assertThat(lists.packageWithProgram("bin/git")).isEmpty();
  }

  @Test
  void installedPackagesTellTheirLibraries() {
    PackageLists lists =
        PackageLists.of(
            new TextTree()
                .file(
                    "/var/lib/dpkg/info/libc6:amd64.symbols", "libm.so.6 libc6 #MINVER#\n x@y 2\n")
                .file("/var/lib/dpkg/info/z.shlibs", "udeb: libz 1 z-udeb\nlibz 1 zlib1g (>= 1)\n")
                .file("/var/lib/dpkg/info/db.shlibs", "libdb 5.3 libdb5.3t64\n"));

    assertThat(lists.packageWithLibrary("libm.so.6")).contains("libc6");
    assertThat(lists.packageWithLibrary("libz.so.1")).contains("zlib1g");
    assertThat(lists.packageWithLibrary("libdb-5.3.so")).contains("libdb5.3t64");
  }

  private interface Packing {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static Content packed(Packing packing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packing.over(bytes)) {
      out.write(PACKAGES.getBytes(StandardCharsets.UTF_8));
    }
    return Content.of(bytes.toByteArray());
  }

  @Test
  void packedListsAreReadToo() throws Exception {
    TextTree gz = new TextTree().file(LISTS + "x_Packages.gz", packed(GZIPOutputStream::new));
    TextTree xz =
        new TextTree()
            .file(
                LISTS + "x_Packages.xz",
                packed(out -> new XZOutputStream(out, new LZMA2Options())));

    assertThat(PackageLists.of(gz).packageWithProgram("redis-server")).contains("redis-server");
    assertThat(PackageLists.of(xz).packageWithProgram("redis-server")).contains("redis-server");
  }

  @Test
  void aBrokenListIsExplained() {
    TextTree tree = new TextTree().file(LISTS + "x_Packages.lz4", "no lz4 at all");

    assertThatThrownBy(() -> PackageLists.of(tree).packageWithProgram("x"))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            LISTS
                + "x_Packages.lz4: can't be read: no LZ4 frame: starts with 0x6c206f6e\n"
                + "remedy: fetch the package lists anew with `apt-get update`");
  }

  @Test
  void framesOfTheLz4ToolAreReadByteForByte() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/lz4")), "lz4 is needed");
    Random random = new Random(1);
    byte[] plain = new byte[1_000_000];
    for (int i = 0; i < plain.length; i++) {
      boolean repeats = i > 70_000 && random.nextInt(100) > 2;
      plain[i] = repeats ? plain[i - 1 - (i >> 12) * 200 % 65_000] : (byte) random.nextInt(256);
    }
    Path file = Files.write(folder.resolve("plain"), plain);
    for (String options : new String[] {"-1 -B4 -BD", "-9 -B7", "-9 -B5 -BD -BX --content-size"}) {
      String command = "exec lz4 -q -f -c " + options + " " + file;
      Process lz4 = new ProcessBuilder("sh", "-c", command).start();
      byte[] packed = lz4.getInputStream().readAllBytes();

      try (Lz4FrameInput in = new Lz4FrameInput(new ByteArrayInputStream(packed))) {
        assertThat(Arrays.equals(in.readAllBytes(), plain)).as(options).isTrue();
      }
      assertThatNothingButIoFails(packed, random);
    }
  }

  private static void assertThatNothingButIoFails(byte[] packed, Random random) {
    for (int round = 0; round < 50; round++) {
      byte[] broken = Arrays.copyOf(packed, random.nextInt(packed.length));
      for (int i = 0; i < 20 && broken.length > 7; i++) {
        broken[7 + random.nextInt(broken.length - 7)] = (byte) random.nextInt(256);
      }
      try (Lz4FrameInput in = new Lz4FrameInput(new ByteArrayInputStream(broken))) {
        assertThat(in.readAllBytes()).hasSizeLessThan(100_000_000);
      } catch (IOException _) {
        // The only exception that may come of it; any other fails the test.
      }
    }
  }
}
