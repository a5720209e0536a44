package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.apt.PackagesScan.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagesScanTest {
  private static final String TEXT =
      """

      Package: zsh
      Version: 5
      Provides: shell (= 5), rc-shell:any,
       korn

      Version: 1
      Package: bash
      Essential: yes
      Priority: required
      Description: not a Package: x
       Package: y
      \t
      Package: dash
      Provides: shell
      Essential: no
      """;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static PackagesScan scan(byte[] text, int step) throws IOException {
    PackagesScan scan = new PackagesScan();
    for (int at = 0; at < text.length; at += step) {
      byte[] piece = Arrays.copyOfRange(text, at, Math.min(text.length, at + step));
      scan.accept(piece, piece.length);
    }
    scan.end();
    return scan;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 1000})
  void stanzasAreFoundHoweverTheTextComes(int step) throws IOException {
    PackagesScan scan = scan(bytes(TEXT), step);

    assertThat(scan.packages()).extracting(Place::name).containsExactly("zsh", "bash", "dash");
    assertThat(scan.packages())
        .extracting(each -> TEXT.substring(each.offset(), each.offset() + each.length()))
        .containsExactly(
            TEXT.substring(1, TEXT.indexOf("\n\nVersion: 1") + 1),
            TEXT.substring(TEXT.indexOf("Version: 1"), TEXT.indexOf("\t\nPackage: dash")),
            TEXT.substring(TEXT.indexOf("Package: dash")));
    assertThat(scan.provided())
        .extracting(Place::name)
        .containsExactly("shell", "rc-shell", "korn", "shell");
    assertThat(scan.essential()).extracting(Place::name).containsExactly("bash");
    assertThat(scan.required()).extracting(Place::name).containsExactly("bash");
  }

  @Test
  void theLastLineNeedsNoEnd() throws IOException {
    PackagesScan scan = scan(bytes("Package: a\nVersion: 1"), 5);

    assertThat(scan.packages()).containsExactly(new Place("a", 0, 21));
  }

  @Test
  void nothingIsNoPackage() throws IOException {
    assertThat(scan(new byte[0], 1).packages()).isEmpty();
    assertThat(scan(bytes("\n \n"), 1).packages()).isEmpty();
  }

  @Test
  void anEndlessLineIsRefused() {
    byte[] line = new byte[5 << 20];
    Arrays.fill(line, (byte) 'x');

    assertThatThrownBy(() -> scan(line, 1 << 20))
        .isInstanceOf(IOException.class)
        .hasMessage("a line of more than 4194304 bytes");
  }

  @Test
  void whatWasFoundIsLookedUpByName() throws IOException {
    byte[] text = bytes(TEXT);
    byte[] written = PackageNames.write(scan(text, 100), text.length);
    PackageNames names = PackageNames.read(written, text.length).orElseThrow();

    assertThat(names.named("bash")).extracting(Place::name).containsExactly("bash");
    assertThat(names.named("bas")).isEmpty();
    assertThat(names.named("zzz")).isEmpty();
    assertThat(names.named("")).isEmpty();
    assertThat(names.providing("shell"))
        .extracting(Place::offset)
        .containsExactly(TEXT.indexOf("Package: zsh"), TEXT.indexOf("Package: dash"));
    assertThat(names.essential()).extracting(Place::name).containsExactly("bash");
    assertThat(names.names("")).containsExactly("bash", "dash", "zsh");
    assertThat(names.names("da")).containsExactly("dash");
    assertThat(PackageNames.write(scan(text, 3), text.length)).isEqualTo(written);
  }

  @Test
  void aNameIsFoundWhateverItsLetters() throws IOException {
    byte[] text = bytes("Package: é\n\nPackage: z\n");
    PackageNames names =
        PackageNames.read(PackageNames.write(scan(text, 9), text.length), text.length)
            .orElseThrow();

    assertThat(names.named("é")).hasSize(1);
    assertThat(names.named("z")).hasSize(1);
  }

  @Test
  void anyOtherByteIsNoticed() throws IOException {
    byte[] text = bytes(TEXT);
    byte[] written = PackageNames.write(scan(text, 100), text.length);

    for (int i = 0; i < written.length; i++) {
      byte[] damaged = written.clone();
      damaged[i] ^= 1;
      assertThat(PackageNames.read(damaged, text.length)).as("byte " + i).isEmpty();
      byte[] cut = Arrays.copyOf(written, i);
      assertThat(PackageNames.read(cut, text.length)).as("cut at " + i).isEmpty();
    }
    assertThat(PackageNames.read(written, text.length + 1)).isEmpty();
  }
}
