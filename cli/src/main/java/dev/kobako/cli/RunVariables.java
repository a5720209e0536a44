package dev.kobako.cli;

import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.Statement;
import dev.kobako.dockerfile.SyntaxTree;
import java.util.SortedMap;

/**
 * Variables that every RUN of a Dockerfile finds and no image has: as ARG with a value in each
 * stage, which is just that.
 */
final class RunVariables {
  private RunVariables() {}

  /** The Dockerfile with them. Its lines have other numbers then. */
  static SourceText in(SourceText dockerfile, SortedMap<String, String> variables) {
    if (variables.isEmpty()) {
      return dockerfile;
    }
    SyntaxTree syntax = SyntaxTree.parse(dockerfile);
    StringBuilder lines = new StringBuilder();
    variables.forEach((name, value) ->
        lines.append("\nARG ").append(name).append("=").append(quoted(value, syntax.escape())));
    StringBuilder text = new StringBuilder(dockerfile.text());
    for (Statement each : syntax.statements().reversed()) {
      if (each.keyword().equals("from")) {
        text.insert(each.span().end(), lines);
      }
    }
    return new SourceText(dockerfile.place(), text.toString());
  }

  private static String quoted(String value, char escape) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '$' || c == escape) {
        quoted.append(escape);
      }
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}
