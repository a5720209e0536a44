package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShebangTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /bin/sh              | /bin/sh        |
          /bin/sh -e           | /bin/sh        | -e
          /usr/bin/awk  -f x y | /usr/bin/awk   | -f x y
          sh                   | sh             |
          """)
  void isAnInterpreterAndAtMostOneArgument(String line, String interpreter, String argument) {
    assertThat(read("#!" + line + "\necho\n"))
        .contains(new Shebang(interpreter, Optional.ofNullable(argument)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#", "#!", "#!\n/bin/sh", "#!  \t\n", " #!/bin/sh", "# !/bin/sh"})
  void isNotThereIn(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void endsWithTheFileWhereThereIsNoNewLine() {
    assertThat(read("#!/bin/sh")).contains(new Shebang("/bin/sh", Optional.empty()));
  }

  @Test
  void isReadNoFurtherThanTheKernelDoes() {
    Shebang line = read("#!/" + "x".repeat(400) + "\n").orElseThrow();

    assertThat(line.interpreter()).hasSize(Shebang.LIMIT - 2);
  }

  @Test
  void mayHaveBlanksAround() {
    assertThat(read("#! \t/bin/sh\t -e \t\n")).contains(new Shebang("/bin/sh", Optional.of("-e")));
  }

  @Test
  void keepsACarriageReturnAsTheKernelDoes() {
    assertThat(read("#!/bin/sh\r\necho\r\n")).contains(new Shebang("/bin/sh\r", Optional.empty()));
  }

  @Test
  void endsAtNulAsTheKernelsTextDoes() {
    assertThat(read("#!/bin/sh\0x\n")).contains(new Shebang("/bin/sh", Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /usr/bin/env python3                     | python3
          /usr/bin/env perl -w                     | perl -w
          /usr/bin/env -S perl -w                  | perl
          /usr/bin/env -Sperl -w                   | perl
          /usr/bin/env -vS perl -w                 | perl
          /usr/bin/env -i -S perl                  | perl
          /usr/bin/env --split-string=perl -w      | perl
          /usr/bin/env --split-string perl -w      | perl
          /usr/bin/env -S X=1 Y=2 perl             | perl
          /usr/bin/env -SX=1 perl                  | perl
          /usr/bin/env -S -u X -C /tmp perl        | perl
          /usr/bin/env -S --unset X perl           | perl
          /usr/bin/env -S --unset=X --chdir /x perl | perl
          /usr/bin/env -S "my perl" -w             | my perl
          /usr/bin/env -S 'my'" perl" -w           | my perl
          /bin/env -S -i                           |
          /usr/bin/env                             |
          /usr/bin/perl -w                         |
          """)
  void envStarts(String line, String program) {
    assertThat(read("#!" + line + "\n").orElseThrow().envProgram())
        .isEqualTo(Optional.ofNullable(program));
  }

  private static Optional<Shebang> read(String text) {
    return Shebang.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
