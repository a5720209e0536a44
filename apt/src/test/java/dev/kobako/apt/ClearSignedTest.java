package dev.kobako.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what was signed is believed, and nothing else may be in the file. */
class ClearSignedTest {
  private static final String HEAD = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n";
  private static final String SIGNATURE =
      "-----BEGIN PGP SIGNATURE-----\n\naaaa\n-----END PGP SIGNATURE-----\n";

  private static ClearSigned.Parts parse(String file) throws IOException {
    return ClearSigned.parse(file.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void theTextIsWithoutDashesAndBlanksThatNobodySigned() throws Exception {
    ClearSigned.Parts parts = parse(HEAD + "a: b \t\r\n- -dash\n- plain\n\n  c\n" + SIGNATURE);

    assertThat(parts.text()).isEqualTo("a: b\n-dash\nplain\n\n  c\n");
    assertThat(new String(parts.signedBytes(), StandardCharsets.ISO_8859_1))
        .isEqualTo("a: b\r\n-dash\r\nplain\r\n\r\n  c");
    assertThat(parts.signatures()).isEqualTo(SIGNATURE);
  }

  @Test
  void severalSignaturesMayFollowWithEmptyLinesBetween() throws Exception {
    assertThat(parse(HEAD + "a\n" + SIGNATURE + "\n" + SIGNATURE + " \n").signatures())
        .isEqualTo(SIGNATURE + "\n" + SIGNATURE + " \n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "text\\n|H|a\\n|S|does not begin with -----BEGIN PGP SIGNED MESSAGE-----",
        "\\n|H|a\\n|S|does not begin with -----BEGIN PGP SIGNED MESSAGE-----",
        "\"\"|H|a\\n|S more\\n|has text below its signature, which nobody signed",
        "\"\"|H|a\\n|S H|has text below its signature, which nobody signed",
        "\"\"|H|a\\n|\"\"|has no signature below its text",
        "\"\"|H|a\\n|-----BEGIN PGP SIGNATURE-----\\naaaa|ends within its signature",
        "\"\"|H|-----BEGIN PGP SIGNED MESSAGE-----\\n|S|has a line of dashes within its text that"
            + " is not escaped",
        "\"\"|H|a\\rb\\n|S|has control character 13 in its text",
        "\"\"|H|a\\0b\\n|S|has control character 0 in its text",
        "\"\"|-----BEGIN PGP SIGNED MESSAGE-----\\nSuite: sid\\n\\n|a\\n|S|has a line among its"
            + " headers that nobody signed",
        "\"\"|-----BEGIN PGP SIGNED MESSAGE-----\\nHash: SHA256\\n|\"\"|\"\"|ends within its headers",
      })
  void allElseIsRefused(String before, String head, String text, String after, String fact) {
    String file = plain(before) + plain(head) + plain(text) + plain(after);

    assertThatThrownBy(() -> parse(file)).isInstanceOf(IOException.class).hasMessage(fact);
  }

  private static String plain(String cell) {
    return switch (cell) {
      case "H" -> HEAD;
      case "S" -> SIGNATURE;
      case "S H" -> SIGNATURE + HEAD;
      case "S more\\n" -> SIGNATURE + "more\n";
      default -> cell.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0");
    };
  }
}
