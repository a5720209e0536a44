package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerPatienceTest {
  @Test
  void withoutVariablesItIsAMinuteAndFiveTries() {
    assertThat(ServerPatience.of(Map.of("KOBAKO_HTTP_TIMEOUT", "")))
        .isEqualTo(new ServerPatience(Duration.ofMinutes(1), 5));
  }

  @Test
  void variablesChangeItAndHowLongAConnectionMayTake() {
    ServerPatience little =
        ServerPatience.of(Map.of("KOBAKO_HTTP_TIMEOUT", "5", "KOBAKO_HTTP_TRIES", "1"));
    assertThat(little).isEqualTo(new ServerPatience(Duration.ofSeconds(5), 1));
    assertThat(little.connect()).isEqualTo(Duration.ofSeconds(5));
    assertThat(little.retry().limits().attempts()).isEqualTo(1);
    assertThat(ServerPatience.of(Map.of("KOBAKO_HTTP_TIMEOUT", "3600")).connect())
        .isEqualTo(Duration.ofSeconds(15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KOBAKO_HTTP_TIMEOUT | 0    | a number of seconds from 1 to 3600 | 60
          KOBAKO_HTTP_TIMEOUT | 3601 | a number of seconds from 1 to 3600 | 60
          KOBAKO_HTTP_TIMEOUT | 1m   | a number of seconds from 1 to 3600 | 60
          KOBAKO_HTTP_TRIES   | -1   | a number from 1 to 20              | 5
          """)
  void otherValuesAreRefused(String name, String value, String expected, int usual) {
    assertThatThrownBy(() -> ServerPatience.of(Map.of(name, value)))
        .hasMessage(
            name
                + "="
                + value
                + ": expected "
                + expected
                + "\nremedy: leave it unset for "
                + usual);
  }
}
