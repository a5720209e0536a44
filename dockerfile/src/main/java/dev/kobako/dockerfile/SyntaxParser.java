package dev.kobako.dockerfile;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a Dockerfile into its parts, line by line. */
final class SyntaxParser {
  /** Of one Dockerfile; images end far below. */
  private static final int MOST_INSTRUCTIONS = 100_000;

  private final SourceText source;
  private final String text;
  private final DirectiveReader directives;
  private final List<Part> parts = new ArrayList<>();
  private List<String> comments = new ArrayList<>();
  private int instructions;

  /** The start of the next line. */
  private int next;

  /** The line at hand: its start and the end of what stands on it, before its line end. */
  private int start;

  private int end;

  SyntaxParser(SourceText source) {
    this.source = source;
    this.text = source.text();
    this.directives = new DirectiveReader(source);
  }

  SyntaxTree parse() {
    while (nextLine()) {
      int first = start;
      int from = start == 0 && text.charAt(0) == '\ufeff' ? 1 : start;
      from = Blanks.skip(text, from, end);
      if (from == end) {
        blank();
      } else if (text.charAt(from) == '#') {
        comment(from);
      } else {
        directives.end();
        Statement statement = statement(from);
        parts.add(new Part.Instructed(new Span(first, next), statement));
      }
    }
    if (instructions == 0) {
      throw KobakoException.finding(
          Diagnostic.of(
              source.place(),
              "has no instructions; a Dockerfile has at least a FROM",
              "name a Dockerfile with -f"));
    }
    return new SyntaxTree(source, directives.escape(), parts);
  }

  private boolean nextLine() {
    if (next >= text.length()) {
      return false;
    }
    start = next;
    int feed = text.indexOf('\n', start);
    next = feed < 0 ? text.length() : feed + 1;
    end = feed < 0 ? next : feed;
    while (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return true;
  }

  private void blank() {
    directives.end();
    int from = start;
    if (!parts.isEmpty() && parts.getLast() instanceof Part.Blank before) {
      parts.removeLast();
      from = before.lines().start();
    }
    parts.add(new Part.Blank(new Span(from, next)));
  }

  private void comment(int hash) {
    Span lines = new Span(start, next);
    Optional<Directive> directive = directives.read(hash, end);
    if (directive.isPresent()) {
      parts.add(new Part.Directed(lines, directive.get()));
      return;
    }
    parts.add(new Part.Comment(lines));
    String comment = text.substring(hash + 1, end).strip();
    if (comment.isEmpty()) {
      comments = new ArrayList<>();
    } else {
      comments.add(comment);
    }
  }

  private Statement statement(int from) {
    if (++instructions > MOST_INSTRUCTIONS) {
      throw source.error(
          new Span(from, end),
          "more than %,d instructions".formatted(MOST_INSTRUCTIONS),
          "split the Dockerfile");
    }
    LogicalLine line = new LogicalLine(from);
    boolean continued = line.append(text, from, end, directives.escape());
    while (continued && nextLine()) {
      int content = Blanks.skip(text, start, end);
      if (content < end && text.charAt(content) != '#') {
        continued = line.append(text, start, end, directives.escape());
      }
    }
    Span announced = new Span(from, Math.max(from, end));
    Statement statement =
        new StatementReader(source, directives.escape(), line).read(announced, comments);
    comments = new ArrayList<>();
    List<Heredoc> heredocs = new ArrayList<>();
    for (HeredocOpening opening : openings(statement)) {
      heredocs.add(heredoc(opening, announced));
    }
    return heredocs.isEmpty()
        ? statement
        : statement.with(heredocs, new Span(from, Math.max(from, end)));
  }

  private static List<HeredocOpening> openings(Statement statement) {
    Statement inner = statement.trigger().orElse(statement);
    boolean takesThem = inner.kind().filter(Keyword::takesHeredocs).isPresent();
    return takesThem && !inner.json() ? HeredocOpening.allOf(statement.original()) : List.of();
  }

  private Heredoc heredoc(HeredocOpening opening, Span announced) {
    int first = next;
    int similar = 0;
    while (nextLine()) {
      int from = start;
      while (opening.chomp() && from < end && text.charAt(from) == '\t') {
        from++;
      }
      if (isWord(opening.name(), from, end)) {
        return opening.with(text.substring(first, start));
      }
      int content = Blanks.skip(text, start, end);
      if (similar == 0 && isWord(opening.name(), content, Blanks.trimEnd(text, content, end))) {
        similar = source.line(start);
      }
    }
    throw source.error(
        announced,
        "the here-document %s has no end: no line after it is just %s%s"
            .formatted(
                opening.name(),
                opening.name(),
                similar == 0 ? "" : " (line %d has blanks around it)".formatted(similar)),
        "end it with a line %s, %s"
            .formatted(
                opening.name(),
                opening.chomp() ? "with nothing but tabs before it" : "without blanks around it"));
  }

  private boolean isWord(String word, int from, int to) {
    return to - from == word.length() && text.startsWith(word, from);
  }
}
