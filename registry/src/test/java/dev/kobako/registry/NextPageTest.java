package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextPageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          </v2/a/tags/list?last=b&n=1>; rel="next"     | /v2/a/tags/list?last=b&n=1
          <https://h/v2/a?x=1,2>;title="a,b";rel=next  | https://h/v2/a?x=1,2
          <a>; rel="prev", <b>; rel="last next"        | b
          <a>; REL=Next                                | a
          <a>; rel="prev"                              | none
          <a>                                          | none
          <a; rel="next"                               | none
          rel="next"                                   | none
          <>; rel=next                                 | ``
          """)
  void theNextPageIsFound(String header, String expected) {
    assertThat(NextPage.of(List.of(header)).orElse("none")).isEqualTo(expected);
  }
}
