package dev.kobako.dockerfile;

import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Expands variables and takes quotes and escapes away, as BuildKit's shell lexer does: {@code $n},
 * {@code ${n}}, {@code ${n:-w}}, {@code ${n-w}}, {@code ${n:+w}}, {@code ${n+w}}, {@code ${n:?w}},
 * {@code ${n?w}}, {@code ${n#p}}, {@code ${n##p}}, {@code ${n%p}}, {@code ${n%%p}}, {@code
 * ${n/p/r}}, {@code ${n//p/r}}.
 *
 * @param escape the Dockerfile's escape character
 */
public record Expansion(char escape) {
  /** Values by name. */
  public interface Variables {
    Optional<String> value(String name);
  }

  /**
   * What came out.
   *
   * @param used names that were found
   * @param missing names that were asked for and have no value
   */
  public record Expanded(String text, SequencedSet<String> used, SequencedSet<String> missing) {}

  /**
   * A word: expanded, without quotes.
   *
   * @throws IllegalExpansionException where the word is malformed, or {@code :?} says so
   */
  public Expanded word(String word, Variables variables) {
    throw new UnsupportedOperationException();
  }

  /** As words, for instructions that take several after expansion (EXPOSE). */
  public List<String> words(String text, Variables variables) {
    throw new UnsupportedOperationException();
  }

  /** A here-document: variables are expanded, quotes stay. */
  public Expanded heredoc(String content, Variables variables) {
    throw new UnsupportedOperationException();
  }

  /** What is wrong with a word; whoever knows its place makes a message of it. */
  public static final class IllegalExpansionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IllegalExpansionException(String fact) {
      super(fact);
    }
  }
}
