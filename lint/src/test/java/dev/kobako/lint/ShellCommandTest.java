package dev.kobako.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellCommandTest {
  /** Of {@code -o} and {@code --mod}, which a program may also write with one dash. */
  @ParameterizedTest
  @CsvSource({
    "-o a b, b",
    "-oa b, b",
    "-vo a b, b",
    "-voa b, b",
    "-v a b, a b",
    "-o=a b, b",
    "--mod a b, b",
    "--mod=a b, b",
    "--model a b, a b",
    "-mod a b, b",
    "-mod=a b, b",
    "-model a b, a b",
  })
  void whatIsTheValueOfAFlagIsNoOperand(String arguments, String operands) {
    ShellCommand command = new ShellCommand("program", List.of(arguments.split(" ")));

    assertThat(command.operands("o", "mod")).isEqualTo(List.of(operands.split(" ")));
  }
}
