package dev.kobako.dockerfile;

import java.util.List;

/** Statements as S-expressions, with strings quoted as Go does it. */
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
        out.append(GoText.quoted(statement.flags().get(i)));
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
    out.append(GoText.quoted(text));
  }
}
