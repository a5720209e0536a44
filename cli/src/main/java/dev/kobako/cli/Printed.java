package dev.kobako.cli;

import java.util.stream.Collectors;

/** Texts of others on a terminal. */
final class Printed {
  private static final int MOST_INSTRUCTION = 72;

  private Printed() {}

  /**
   * How a layer came to be, on one line that is not too long; docker's words for "nothing" left
   * out.
   */
  static String instruction(String text) {
    String line = of(text).replace("/bin/sh -c #(nop) ", "").strip().replaceAll(" {2,}", " ");
    return line.length() <= MOST_INSTRUCTION ? line : line.substring(0, MOST_INSTRUCTION) + "…";
  }

  /** The text on one line, with nothing in it that moves a cursor or hides what follows. */
  static String of(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            safe.append(' ');
          } else {
            safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }

  /** The same of several lines, which stay apart. */
  static String lines(String text) {
    return text.lines().map(Printed::of).collect(Collectors.joining("\n"));
  }
}
