package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileModeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          7         | 0644 | 0007 | 0007
          755       | 0644 | 0755 | 0755
          07777     | 0644 | 7777 | 7777
          u=rwX,go=rX | 0640 | 0644 | 0755
          u=rwX,go=rX | 0700 | 0755 | 0755
          a+X       | 0644 | 0644 | 0755
          +x        | 0644 | 0755 | 0755
          go=       | 4755 | 4700 | 4700
          u=        | 4755 | 0055 | 0055
          g=u       | 0741 | 0771 | 0771
          g=u       | 2741 | 2771 | 2771
          go=u      | 3741 | 3777 | 3777
          g=xu      | 2741 | 0771 | 0771
          go=u-w    | 0740 | 0755 | 0755
          o=g,g=    | 0750 | 0705 | 0705
          u+s,g+s   | 0755 | 6755 | 6755
          +t        | 0755 | 1755 | 1755
          o+t       | 0755 | 0755 | 0755
          a-X       | 0751 | 0640 | 0640
          u-x+w     | 0500 | 0600 | 0600
          =r        | 6755 | 0444 | 0444
          """)
  void aModeChangesFilesAndDirectories(String text, String before, String file, String directory) {
    Attributes attributes = Attributes.of(Integer.parseInt(before, 8));
    FileMode mode = FileMode.parse(text);

    assertThat(mode.of(new Entry.RegularFile(attributes, Content.empty(), 0)))
        .isEqualTo(Integer.parseInt(file, 8));
    assertThat(mode.of(new Entry.Directory(attributes))).isEqualTo(Integer.parseInt(directory, 8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "8", "10000", "0o755", "u", "rwx", "u=rwz", "u=r,", ",u=r", "99999999999"})
  void whatIsNoModeIsRefused(String text) {
    assertThatThrownBy(() -> FileMode.parse(text))
        .hasMessage(
            """
            --chmod=%s: is no mode
            remedy: give an octal number from 0 to 7777, or clauses as of chmod: u=rwX,go=rX\
            """
                .formatted(text));
  }
}
