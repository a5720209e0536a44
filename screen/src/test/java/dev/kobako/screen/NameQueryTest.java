package dev.kobako.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameQueryTest {
  @ParameterizedTest
  @CsvSource({
    "ssl,libssl.so.3,true",
    "SSL,libssl.so.3,true",
    "ssl,LIBSSL,true",
    "ssh,libssl.so.3,false",
    "*.so,libssl.so,true",
    "*.so,libssl.so.3,false",
    "lib*.so.?,libssl.so.3,true",
    "lib*.so.?,libssl.so.30,false",
    "/usr/*/x,/usr/local/lib/x,true",
    "*,anything,true",
    "?,ab,false",
  })
  void findsPartsOfNamesAndGlobs(String query, String name, boolean found) {
    assertThat(new NameQuery(query).matches(name)).isEqualTo(found);
  }

  @Test
  void takesNoLongForAHostileGlob() {
    NameQuery query = new NameQuery("*a".repeat(50) + "b");
    assertTimeout(
        Duration.ofSeconds(20), () -> assertThat(query.matches("a".repeat(4000))).isFalse());
  }
}
