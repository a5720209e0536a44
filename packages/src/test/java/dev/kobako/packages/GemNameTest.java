package dev.kobako.packages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GemNameTest {
  @ParameterizedTest
  @CsvSource({
    "rack-3.0.8, rack, 3.0.8",
    "nokogiri-1.15.4-x86_64-linux, nokogiri, 1.15.4",
    "ffi-1.16.3-universal-darwin-20, ffi, 1.16.3",
    "cairo-2d-1.0.rc1, cairo-2d, 1.0.rc1",
    "date-3, date, 3"
  })
  void readsNameAndVersion(String full, String name, String version) {
    assertThat(GemName.of(full)).contains(new GemName(name, version));
  }

  @ParameterizedTest
  @CsvSource({"rack", "rack-", "-1.0", "rack-beta"})
  void isEmptyForOtherNames(String full) {
    assertThat(GemName.of(full)).isEmpty();
  }
}
