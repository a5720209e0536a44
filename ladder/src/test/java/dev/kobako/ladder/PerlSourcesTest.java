package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerlSourcesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "my $text = decode($charset, $bytes);",
        "$bytes = encode ( $charset , $text )",
        "encode $charset, $text;",
        "Encode::find_encoding($name)",
        "find_mime_encoding $name",
        "from_to($data, 'utf8', $charset);",
        "open my $in, '<:encoding(' . $charset . ')', $file;"
      })
  void aCharsetMayBeComputed(String text) {
    assertThat(PerlSources.computesCharset(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decode('UTF-8', $bytes)",
        "$json->decode($text, 1)",
        "sub decode { my ($self) = @_ }",
        "find_encoding('UTF-8')"
      })
  void orIsAConstantOrNone(String text) {
    assertThat(PerlSources.computesCharset(text)).isFalse();
  }

  @Test
  @Timeout(20)
  void blanksWithoutEndCostNoTime() {
    String blanks = " ".repeat(1 << 20);

    assertThat(PerlSources.computesCharset("decode" + blanks + "x")).isFalse();
    assertThat(PerlSources.computesCharset("find_encoding" + blanks + "x")).isFalse();
    assertThat(PerlSources.computesCharset("from_to" + blanks + "x")).isFalse();
    assertThat(PerlSources.computesCharset(":encoding('" + blanks + "x")).isFalse();
  }
}
