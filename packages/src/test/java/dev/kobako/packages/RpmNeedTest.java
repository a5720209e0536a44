package dev.kobako.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpmNeedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bash                                    | bash
          libc.so.6(GLIBC_2.34)(64bit)            | libc.so.6(GLIBC_2.34)(64bit)
          (a or b)                                | a b
          (a >= 1:2-3 with a < 2)                 | a
          (langpack if locale)                    | langpack
          (a if b else c)                         | a c
          (a if (b or c))                         | a
          ((a and perl(B::C)) or (d unless e))    | a perl(B::C) d
          (a without b)                           | a
          ((a if b) and c)                        | a c
          (a                                      | a
          (a))) or b                              | a b
          """)
  void namesWhatIsNeeded(String need, String names) {
    assertThat(String.join(" ", RpmNeed.names(List.of(need)))).isEqualTo(names);
  }
}
