package dev.kobako.shell;

import java.util.StringTokenizer;

/** The arithmetic that scripts have: numbers and variables, added and multiplied left to right. */
final class Arithmetic {
  private Arithmetic() {}

  /** The value of {@code text}; unknown where it has more than sums or more than products. */
  static Value value(String text, State state) {
    StringTokenizer tokens = new StringTokenizer(text, "+-*/% \t\n", true);
    Value unknown = new Value.Unknown("$((" + text + "))");
    long sum = 0;
    char operator = '+';
    boolean sums = false;
    boolean products = false;
    boolean number = false;
    while (tokens.hasMoreTokens()) {
      String token = tokens.nextToken();
      char first = token.charAt(0);
      if (Character.isWhitespace(first)) {
        continue;
      }
      if ("+-*/%".indexOf(first) >= 0) {
        if (!number && (sums || products || first != '-')) {
          return unknown;
        }
        sums |= first == '+' || first == '-';
        products |= first != '+' && first != '-';
        operator = first;
        number = false;
        continue;
      }
      String digits = Character.isLetter(first) ? state.value(token).or("?") : token;
      if (number || digits.length() > 15 || !digits.matches("-?[0-9]+")) {
        return unknown;
      }
      long operand = Long.parseLong(digits);
      if (operand == 0 && (operator == '/' || operator == '%')) {
        return unknown;
      }
      sum = apply(sum, operator, operand);
      number = true;
    }
    return !number || (sums && products) ? unknown : new Value.Known(String.valueOf(sum));
  }

  private static long apply(long left, char operator, long right) {
    return switch (operator) {
      case '+' -> left + right;
      case '-' -> left - right;
      case '*' -> left * right;
      case '/' -> left / right;
      default -> left % right;
    };
  }
}
