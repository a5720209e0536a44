package dev.kobako.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Knows parser directives among the comments. They end at the first line that is none: an empty
 * line, a comment, an unknown name or an instruction.
 */
final class DirectiveReader {
  private static final Set<String> NAMES = Set.of("syntax", "escape", "check");

  private final SourceText source;
  private final List<String> seen = new ArrayList<>();
  private boolean over;
  private char escape = '\\';

  DirectiveReader(SourceText source) {
    this.source = source;
  }

  /** The escape character, as far as it is known. */
  char escape() {
    return escape;
  }

  /** Takes note of a line that is no comment. */
  void end() {
    over = true;
  }

  /**
   * Reads a comment.
   *
   * @param hash where its {@code #} is
   * @param end of what stands on the line
   */
  Optional<Directive> read(int hash, int end) {
    Optional<Directive> found = over ? Optional.empty() : parse(hash, end);
    over = found.isEmpty();
    found.ifPresent(this::heed);
    return found;
  }

  private Optional<Directive> parse(int hash, int end) {
    String text = source.text();
    int start = Blanks.skip(text, hash + 1, end);
    int nameEnd = start;
    while (nameEnd < end && isOfName(text.charAt(nameEnd))) {
      nameEnd++;
    }
    String name = text.substring(start, nameEnd).toLowerCase(Locale.ROOT);
    int equals = skip(text, nameEnd, end);
    if (!NAMES.contains(name) || equals == end || text.charAt(equals) != '=') {
      return Optional.empty();
    }
    int from = skip(text, equals + 1, end);
    int to = end;
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    if (from == to) { // a single blank is a value, nothing is none
      return end == equals + 1
          ? Optional.empty()
          : Optional.of(new Directive(name, text.substring(end - 1, end), new Span(hash, end)));
    }
    return Optional.of(new Directive(name, text.substring(from, to), new Span(hash, to)));
  }

  private void heed(Directive directive) {
    String name = directive.name();
    if (seen.contains(name)) {
      throw source.error(
          directive.span(),
          "the directive %s is there twice, and once is allowed".formatted(name),
          "remove one of them");
    }
    seen.add(name);
    switch (name) {
      case "escape" -> escape = escapeOf(directive);
      case "check" -> requireCheckOptions(directive);
      default -> {
        // syntax: the language is always that of BuildKit's stable frontend
      }
    }
  }

  private char escapeOf(Directive directive) {
    String value = directive.value();
    if (!value.equals("\\") && !value.equals("`")) {
      throw source.error(
          directive.span(),
          "the escape character is \"%s\"; it can be \\ or `".formatted(value),
          "write # escape=\\ or # escape=`");
    }
    return value.charAt(0);
  }

  private void requireCheckOptions(Directive directive) {
    try {
      CheckOptions.parse(directive.value());
    } catch (IllegalArgumentException e) {
      throw source.error(
          directive.span(),
          "\"%s\" is no option of check".formatted(e.getMessage()),
          "write skip=RULE,RULE or skip=all, and after a semicolon error=true");
    }
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  /** The blanks of regular expressions, which have no vertical tab. */
  private static boolean isSpace(char c) {
    return Blanks.isAsciiBlank(c) && c != 0x0b;
  }

  private static int skip(String text, int from, int end) {
    int at = from;
    while (at < end && isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }
}
