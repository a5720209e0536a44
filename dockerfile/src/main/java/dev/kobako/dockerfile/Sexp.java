package dev.kobako.dockerfile;

import java.util.List;

/** Statements as S-expressions, with strings quoted as Go's {@code strconv.Quote} does it. */
final class Sexp {
  private final StringBuilder out = new StringBuilder();

  private Sexp() {}

  /** A line for each statement. */
  static String of(List<Statement> statements) {
    Sexp sexp = new Sexp();
    for (Statement statement : statements) {
      sexp.statement(statement);
      sexp.out.append('\n');
    }
    return sexp.out.toString();
  }

  private void statement(Statement statement) {
    int start = out.append('(').length();
    out.append(statement.keyword());
    if (!statement.flags().isEmpty()) {
      for (int i = 0; i < statement.flags().size(); i++) {
        out.append(i == 0 ? " [" : " ");
        quote(statement.flags().get(i));
      }
      out.append(']');
    }
    statement
        .trigger()
        .ifPresent(trigger -> {
          out.append(' ');
          statement(trigger);
        });
    statement.arguments().forEach(text -> argument(text, start));
    statement.heredocs().forEach(heredoc -> argument(heredoc.content(), start));
    out.append(')');
  }

  private void argument(String text, int start) {
    if (out.length() > start) { // a line of nothing but continuations has no keyword
      out.append(' ');
    }
    quote(text);
  }

  private void quote(String text) {
    out.append('"');
    for (int at = 0; at < text.length(); ) {
      int c = text.codePointAt(at);
      character(c);
      at += Character.charCount(c);
    }
    out.append('"');
  }

  private void character(int c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').appendCodePoint(c);
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 0x0b -> out.append("\\v");
      default -> {
        if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else if (c < 0x80) {
          out.append("\\x%02x".formatted(c));
        } else if (c < 0x10000) {
          out.append("\\u%04x".formatted(c));
        } else {
          out.append("\\U%08x".formatted(c));
        }
      }
    }
  }

  /** Letters, marks, numbers, punctuation, symbols, and of the blanks only that of ASCII. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
