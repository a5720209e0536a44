package dev.kobako.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.DebBuilder;
import dev.kobako.testkit.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What no honest package has is refused with its name, and nothing is left behind. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileDebTest {
  private static final String REMEDY =
      "\nremedy: the package is damaged or hostile: fetch it again, from a source that you trust";
  private static final TestDeb DEB = TestDeb.named("test");
  private static final byte[] CONTROL = DEB.controlTar();
  private static final byte[] DATA = new TarBuilder().bytes();

  @TempDir Path folder;

  static Stream<Arguments> hostileFiles() {
    String below = "has an entry below /a, which is no directory in this package";
    return Stream.of(
        arguments(
            new TarBuilder().file("./../etc/shadow", 0644, ""),
            "has the name './../etc/shadow', which leads elsewhere"),
        arguments(
            new TarBuilder().file("./a/b/../../../x", 0644, ""),
            "has the name './a/b/../../../x', which leads elsewhere"),
        arguments(
            new TarBuilder().file("/etc/shadow", 0644, ""), "has the absolute name '/etc/shadow'"),
        arguments(new TarBuilder().symlink("./a", "/etc").file("./a/passwd", 0644, ""), below),
        arguments(new TarBuilder().symlink("./a", "../../..").dir("./a/x/y/", 0755), below),
        arguments(new TarBuilder().file("./a", 0644, "").file("./a/b", 0644, ""), below),
        arguments(
            new TarBuilder().charDevice("./dev/kmem", 0666, 1, 2), "has the device /dev/kmem"),
        arguments(new TarBuilder().blockDevice("./dev/sda", 0666, 8, 0), "has the device /dev/sda"),
        arguments(new TarBuilder().fifo("./run/pipe", 0666), "has the named pipe /run/pipe"),
        arguments(
            new TarBuilder().hardlink("./a", "./../etc/shadow"),
            "has the name './../etc/shadow', which leads elsewhere"),
        arguments(
            new TarBuilder().hardlink("./a", "./etc/shadow"),
            "has /a as a hard link to /etc/shadow, which is no file of this package before it"),
        arguments(
            new TarBuilder().symlink("./s", "/etc/shadow").hardlink("./a", "./s"),
            "has /a as a hard link to /s, which is no file of this package before it"),
        arguments(new TarBuilder().file("./a", 0644, "1").file("./a", 0644, "2"), "has /a twice"),
        arguments(new TarBuilder().file("./a/b", 0644, "").file("./a", 0644, ""), "has /a twice"),
        arguments(
            new TarBuilder().symlink("./", "/etc"),
            "has something other than a directory as its root"),
        arguments(
            new TarBuilder().file("./\u001b[2J", 0644, "").fifo("./\u001b[2J/x", 0644),
            "has the named pipe /\\x1b[2J/x"));
  }

  @ParameterizedTest
  @MethodSource("hostileFiles")
  void hostileFilesAreRefused(TarBuilder data, String fact) {
    assertRefused(DEB.bytes(data), "test.deb: " + fact + REMEDY);
  }

  static Stream<Arguments> hostileArchives() throws IOException {
    DebBuilder whole = DebBuilder.ofFormat("2.0").member("control.tar", CONTROL);
    byte[] cut = whole.member("data.tar", DATA).bytes();
    byte[] xz = xz(DATA);
    return Stream.of(
        arguments(
            "PK\3\4".getBytes(StandardCharsets.ISO_8859_1),
            "is no .deb: it does not begin as an ar archive, !<arch>"),
        arguments(new byte[0], "is no .deb: it does not begin as an ar archive, !<arch>"),
        arguments(
            DebBuilder.empty().bytes(), "ends before its member debian-binary, it was cut off"),
        arguments(
            DebBuilder.ofFormat("3.0").bytes(), "has the format '3.0', known is 2.0 (deb(5))"),
        arguments(
            DebBuilder.empty().member("debian-binary", new byte[0]).bytes(),
            "has the format '', known is 2.0 (deb(5))"),
        arguments(
            DebBuilder.ofFormat("2.0").member("data.tar", DATA).bytes(),
            "has the member 'data.tar', expected control.tar"),
        arguments(
            DebBuilder.ofFormat("2.0").member("control.tar", CONTROL).bytes(),
            "ends before its member data.tar, it was cut off"),
        arguments(
            Arrays.copyOf(cut, cut.length - 100),
            "ends 100 bytes before the end of its member data.tar, it was cut off"),
        arguments(
            whole("data.tar", DATA).member("data.tar", DATA).bytes(),
            "has the member 'data.tar' after its data, expected the end"),
        arguments(
            whole("data.tar", DATA).raw(new byte[] {1, 2, 3}).bytes(),
            "has bytes that are no ar header where a member or the end is expected"),
        arguments(
            DebBuilder.ofFormat("2.0").member("control.tar", "-1", CONTROL).bytes(),
            "has a member whose size is no number"),
        arguments(
            DebBuilder.ofFormat("2.0").member("control.tar", "9999999999", CONTROL).bytes(),
            "ends %d bytes before the end of its member control.tar, it was cut off"
                .formatted(9999999999L - CONTROL.length)),
        arguments(
            whole("data.tar.bz2", DATA).bytes(),
            "has the member data.tar.bz2, known are .tar, .tar.gz, .tar.xz, .tar.zst"),
        arguments(
            whole("data.tar.xz", DATA).bytes(),
            "has a damaged member data.tar.xz: Input is not in the XZ format"),
        arguments(
            whole("data.tar.xz", Arrays.copyOf(xz, xz.length - 20)).bytes(),
            "has a damaged member data.tar.xz: EOFException"),
        arguments(
            whole("data.tar.gz", DATA).bytes(), "has a damaged member data.tar.gz: no gzip header"),
        arguments(
            whole("data.tar.zst", DATA).bytes(),
            "has a damaged member data.tar.zst: Unknown frame descriptor"));
  }

  private static DebBuilder whole(String name, byte[] data) {
    return DebBuilder.ofFormat("2.0").member("control.tar", CONTROL).member(name, data);
  }

  @ParameterizedTest
  @MethodSource("hostileArchives")
  void hostileArchivesAreRefused(byte[] deb, String fact) {
    assertRefused(deb, "test.deb: " + fact + REMEDY);
  }

  static Stream<Arguments> hostileControls() {
    TarBuilder good = new TarBuilder().file("./control", 0644, "Package: test\n");
    return Stream.of(
        arguments(new TarBuilder(), "has no file control in its control archive"),
        arguments(
            new TarBuilder().file("./control", 0644, ""),
            "has 0 stanzas in its control file, expected 1"),
        arguments(
            new TarBuilder().file("./control", 0644, "Package: test\n\nPackage: more\n"),
            "has 2 stanzas in its control file, expected 1"),
        arguments(good, "says Version:  in its control file, expected 1.0"),
        arguments(
            new TarBuilder().symlink("./control", "/etc/shadow"),
            "has './control' in its control archive, expected regular files without folders"),
        arguments(
            new TarBuilder().file("./../../x", 0644, ""),
            "has './../../x' in its control archive, expected regular files without folders"),
        arguments(
            new TarBuilder().file("./postinst", 0644, "1").file("./postinst", 0644, "2"),
            "has the control file postinst twice"));
  }

  @ParameterizedTest
  @MethodSource("hostileControls")
  void hostileControlArchivesAreRefused(TarBuilder control, String fact) {
    assertRefused(DebBuilder.of(control, new TarBuilder()).bytes(), "test.deb: " + fact + REMEDY);
  }

  @Test
  void aNameThatTheDatabaseCouldNotHoldIsRefused() {
    TestDeb deb = TestDeb.named("../x");

    assertThatThrownBy(() -> deb.open(new TarBuilder(), folder))
        .hasMessage("test.deb: says Package: ../x, expected letters, digits and +-." + REMEDY);
  }

  @Test
  void aControlArchiveThatUnpacksToTooMuchIsRefused() throws Exception {
    byte[] bomb = xz(new byte[(int) UnpackedTars.MAX_CONTROL + 1]);

    assertRefused(
        DebBuilder.ofFormat("2.0").member("control.tar.xz", bomb).bytes(),
        "test.deb: has a member control.tar.xz that unpacks from %d to more than 33554432 bytes"
                .formatted(bomb.length)
            + REMEDY);
  }

  @Test
  void aTarThatIsCutOffIsRefused() {
    byte[] tar = new TarBuilder().file("./a", 0644, "x".repeat(2000)).bytesWithoutEnd();

    assertRefused(
        whole("data.tar", Arrays.copyOf(tar, 1024)).bytes(),
        "test.deb data.tar at byte 0: a content of 2000 bytes, but the tar has only 512 left\n"
            + "remedy: the tar is damaged or its maker is faulty: fetch or build it again");
  }

  private static byte[] xz(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(0))) {
      xz.write(bytes);
    }
    return out.toByteArray();
  }

  private void assertRefused(byte[] deb, String message) {
    Path cache = folder.resolve("cache");
    assertThatThrownBy(() -> DebFile.open(DEB.fetched(deb), cache))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.FINDING))
        .hasMessage(message);
    assertThat(cache).isEmptyDirectory();
  }
}
