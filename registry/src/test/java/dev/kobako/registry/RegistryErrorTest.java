package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryErrorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"errors":[{"code":"DENIED","message":"no","detail":{}}]}   | DENIED: no
          {"errors":[{"code":"A","message":"a"},{"code":"B"}]}        | A: a
          {"errors":[{"message":"only this"}]}                        | only this
          {"errors":[]}                                               | none
          {"details":"incorrect username or password"}                | incorrect username or password
          {"error":"invalid_grant","error_description":"expired"}     | invalid_grant: expired
          {"errors":"text"}                                           | none
          {"errors":[{"code":7}]}                                     | none
          <html>502 Bad Gateway</html>                                | none
          {"errors":[{"code":"X","message":"a\\u001b[2Jb\\u202ec"}]}  | X: a?[2Jb?c
          ``                                                          | none
          """)
  void whatRegistriesSayIsMadeFitForAMessage(String body, String expected) {
    assertThat(read(body)).isEqualTo(expected);
  }

  @Test
  void aLongMessageIsCut() {
    assertThat(read("{\"errors\":[{\"code\":\"X\",\"message\":\"" + "y".repeat(5000) + "\"}]}"))
        .isEqualTo("X: " + "y".repeat(300) + "…");
  }

  private static String read(String body) {
    return RegistryError.read(body.getBytes(StandardCharsets.UTF_8))
        .map(RegistryError::toString)
        .orElse("none");
  }
}
