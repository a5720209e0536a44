package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import java.util.List;

/**
 * The syntax tree of a Dockerfile: what BuildKit's parser package makes of it, before anybody asks
 * whether the instructions make sense.
 *
 * @param escape the character that continues lines and takes meanings away: backslash or backtick
 */
public record SyntaxTree(
    SourceText source, char escape, List<Directive> directives, List<Statement> statements) {
  public SyntaxTree {
    directives = List.copyOf(directives);
    statements = List.copyOf(statements);
  }

  /**
   * Parses.
   *
   * @throws KobakoException a finding with line and caret
   */
  public static SyntaxTree parse(SourceText source) {
    throw new UnsupportedOperationException();
  }

  /** The tree as S-expressions, an instruction a line: the form of BuildKit's own parser tests. */
  public String sexp() {
    throw new UnsupportedOperationException();
  }
}
