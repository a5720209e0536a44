package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import java.util.List;

/**
 * The syntax tree of a Dockerfile: what BuildKit's parser package makes of it, before anybody asks
 * whether the instructions make sense.
 *
 * @param escape the character that continues lines and takes meanings away: backslash or backtick
 * @param parts the whole text, cut into what its lines are
 */
public record SyntaxTree(SourceText source, char escape, List<Part> parts) {
  public SyntaxTree {
    parts = List.copyOf(parts);
  }

  /**
   * Parses.
   *
   * @throws KobakoException a finding with line and caret
   */
  public static SyntaxTree parse(SourceText source) {
    return new SyntaxParser(source).parse();
  }

  /** The parser directives in their order, each at most once. */
  public List<Directive> directives() {
    return parts.stream()
        .<Directive>mapMulti((part, out) -> {
          if (part instanceof Part.Directed directed) {
            out.accept(directed.directive());
          }
        })
        .toList();
  }

  /** The instructions in their order. */
  public List<Statement> statements() {
    return parts.stream()
        .<Statement>mapMulti((part, out) -> {
          if (part instanceof Part.Instructed instructed) {
            out.accept(instructed.statement());
          }
        })
        .toList();
  }

  /**
   * The tree as S-expressions, an instruction a line: the form of BuildKit's own parser tests, with
   * the contents of here-documents behind the arguments.
   */
  public String sexp() {
    return Sexp.of(statements());
  }
}
