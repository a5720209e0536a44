package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the one-line style of sources.list(5): {@code deb [arch=amd64] URL SUITE COMPONENT…}. */
final class SourceLine {
  private static final String FORM = "deb [signed-by=FILE] URL SUITE COMPONENT…";

  private SourceLine() {}

  /**
   * The entry in a line; empty where there is only a comment.
   *
   * @throws KobakoException usage, where it is not of that form
   */
  static Optional<SourceEntry> parse(String line, String place) {
    int comment = line.indexOf('#');
    String text = (comment < 0 ? line : line.substring(0, comment)).strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, String> options = new TreeMap<>();
    String rest = text;
    int open = text.indexOf('[');
    if (open >= 0 && SourceEntry.words(text.substring(0, open)).size() == 1) {
      int close = text.indexOf(']', open);
      if (close < 0) {
        throw malformed(place, "has no ] after its [");
      }
      readOptions(text.substring(open + 1, close), options);
      rest = text.substring(0, open) + " " + text.substring(close + 1);
    }
    List<String> words = SourceEntry.words(rest);
    boolean isKnown = words.getFirst().equals("deb") || words.getFirst().equals("deb-src");
    if (!isKnown) {
      throw malformed(place, "begins with '" + words.getFirst() + "'");
    }
    boolean isFlat = words.size() == 3 && words.get(2).endsWith("/");
    if (words.size() < 4 && !isFlat) {
      throw malformed(place, "has " + words.size() + " words besides its options");
    }
    return Optional.of(
        new SourceEntry(
            words.subList(0, 1),
            words.subList(1, 2),
            words.subList(2, 3),
            words.subList(3, words.size()),
            options,
            place));
  }

  private static void readOptions(String text, SortedMap<String, String> options) {
    for (String option : SourceEntry.words(text)) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        String name = option.substring(0, equals);
        options.put(name.equals("arch") ? "architectures" : name, option.substring(equals + 1));
      }
    }
  }

  private static KobakoException malformed(String place, String fact) {
    return KobakoException.usage(
        Diagnostic.of(place, "the entry " + fact, "write it as '" + FORM + "'"));
  }
}
