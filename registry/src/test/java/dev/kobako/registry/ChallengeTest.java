package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChallengeTest {
  /** In the first column, ' stands for a double quote. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          Basic realm='x'                           | basic{realm=x}
          Bearer realm='https://a/t',service='s'    | bearer{realm=https://a/t, service=s}
          BEARER Realm=https://a/t , Scope='a b:c'  | bearer{realm=https://a/t, scope=a b:c}
          Basic realm='a', Bearer realm='b',x=y     | basic{realm=a} bearer{realm=b, x=y}
          Bearer realm='a \\'b\\' \\\\ c, d=e'        | bearer{realm=a 'b' \\ c, d=e}
          Bearer realm='first',realm='second'       | bearer{realm=first}
          Negotiate, Basic realm='x'                | negotiate{} basic{realm=x}
          ,,  Basic realm = 'x' ,,                  | basic{realm=x}
          Bearer realm='never closed                | bearer{}
          Bearer realm='a',='b',service='c'         | bearer{realm=a}
          'Bearer' realm='a'                        | ``
          = = =                                     | ``
          ``                                        | ``
          """)
  void valuesOfTheHeaderAreUnderstood(String header, String expected) {
    assertThat(text(Challenge.parse(List.of(header.replace('\'', '"')))))
        .isEqualTo(expected.replace('\'', '"'));
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(text(Challenge.parse(List.of("Basic realm=a", "Bearer realm=b"))))
        .isEqualTo("basic{realm=a} bearer{realm=b}");
  }

  @Test
  void anAbsurdNumberIsCut() {
    assertThat(Challenge.parse(List.of("Basic,".repeat(10_000)))).hasSize(20);
  }

  private static String text(List<Challenge> all) {
    return String.join(" ", all.stream().map(each -> each.scheme() + each.parameters()).toList());
  }
}
