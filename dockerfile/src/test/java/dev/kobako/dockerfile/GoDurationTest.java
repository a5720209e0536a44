package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "+0, 0",
    "-0, 0",
    "5s, 5000000000",
    "-5s, -5000000000",
    "+1ms, 1000000",
    "1h2m3s, 3723000000000",
    "1m1m, 120000000000",
    "1.5h, 5400000000000",
    ".5s, 500000000",
    "5.s, 5000000000",
    "3ns, 3",
    "1us, 1000",
    "1µs, 1000",
    "1μs, 1000",
    "0.0000000001s, 0",
    "9223372036854775807ns, 9223372036854775807",
    "2562047h47m16.854775807s, 9223372036854775807",
  })
  void lengthsAreReadAsGoReadsThem(String text, long nanoseconds) {
    assertThat(GoDuration.nanoseconds(text)).isEqualTo(nanoseconds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          ""     | '' is no duration
          -      | '-' is no duration
          s      | 's' is no duration
          .      | '.' is no duration
          .s     | '.s' is no duration
          1.2.3s | '1.2.3s' is no duration
          00     | '00' has no unit behind 00
          5      | '5' has no unit behind 5
          1h5    | '1h5' has no unit behind 5
          3d     | '3d' has the unknown unit d (there are ns, us, ms, s, m, h)
          1S     | '1S' has the unknown unit S (there are ns, us, ms, s, m, h)
          1 s    | '1 s' has the unknown unit  s (there are ns, us, ms, s, m, h)
          9223372036854775808ns | '9223372036854775808ns' is more than 292 years
          99999999999999999999s | '99999999999999999999s' is more than 292 years
          2562047h48m           | '2562047h48m' is more than 292 years
          """)
  void whatIsNoLengthIsSaid(String text, String message) {
    assertThatThrownBy(() -> GoDuration.nanoseconds(text))
        .isInstanceOf(NumberFormatException.class)
        .hasMessage(message);
  }

  @Test
  void longFractionsAreCutAsTheyAreBelowNanoseconds() {
    assertThat(GoDuration.nanoseconds("1." + "3".repeat(1000) + "s")).isEqualTo(1_333_333_333);
  }
}
