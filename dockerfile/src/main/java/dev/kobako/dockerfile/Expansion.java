package dev.kobako.dockerfile;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * Expands variables and takes quotes and escapes away, as BuildKit's shell lexer does: {@code $n},
 * {@code ${n}}, {@code ${n:-w}}, {@code ${n-w}}, {@code ${n:+w}}, {@code ${n+w}}, {@code ${n:?w}},
 * {@code ${n?w}}, {@code ${n#p}}, {@code ${n##p}}, {@code ${n%p}}, {@code ${n%%p}}, {@code
 * ${n/p/r}}, {@code ${n//p/r}}. A variable without a value is empty.
 *
 * @param escape the Dockerfile's escape character
 */
public record Expansion(char escape) {
  /** Values by name. */
  public interface Variables {
    /** Nothing has a value. */
    Variables NONE = name -> Optional.empty();

    /**
     * @param name letters, digits and {@code _}; or what a shell has as a parameter: a number,
     *     {@code @}, {@code ?}; possibly empty
     */
    Optional<String> value(String name);
  }

  /**
   * What came out.
   *
   * @param used names that were found
   * @param missing names that were asked for and have no value
   */
  public record Expanded(String text, SequencedSet<String> used, SequencedSet<String> missing) {
    public Expanded {
      used = Collections.unmodifiableSequencedSet(used);
      missing = Collections.unmodifiableSequencedSet(missing);
    }
  }

  /**
   * A word: expanded, without quotes.
   *
   * @throws IllegalExpansionException where the word is malformed, or {@code :?} says so
   */
  public Expanded word(String word, Variables variables) {
    ShellLexer lexer = new ShellLexer(word, escape, ShellLexer.Quotes.REMOVED, variables);
    return expanded(lexer.text(), lexer);
  }

  /**
   * As words, for instructions that take several after expansion (EXPOSE): a value is split at its
   * spaces, what is quoted is not; empty words vanish.
   *
   * @throws IllegalExpansionException where the text is malformed, or {@code :?} says so
   */
  public List<String> words(String text, Variables variables) {
    return new ShellLexer(text, escape, ShellLexer.Quotes.REMOVED, variables).words();
  }

  /**
   * A here-document of COPY or ADD: variables are expanded, quotes are ordinary characters. A
   * backslash takes the meaning of what follows away and goes, whatever the Dockerfile's own escape
   * character is.
   *
   * @throws IllegalExpansionException where the text is malformed, or {@code :?} says so
   */
  public Expanded heredoc(String content, Variables variables) {
    ShellLexer lexer = new ShellLexer(content, '\\', ShellLexer.Quotes.ORDINARY, variables);
    return expanded(lexer.text(), lexer);
  }

  /**
   * Looks for what is malformed whatever the variables' values are.
   *
   * @throws IllegalExpansionException where there is something
   */
  void check(String word) {
    new ShellLexer(word, escape, ShellLexer.Quotes.REMOVED, Variables.NONE).check();
  }

  /** As {@link #check(String)}, for a here-document. */
  void checkHeredoc(String content) {
    new ShellLexer(content, '\\', ShellLexer.Quotes.ORDINARY, Variables.NONE).check();
  }

  private static Expanded expanded(String text, ShellLexer lexer) {
    return new Expanded(text, lexer.used(), lexer.missing());
  }

  /**
   * What is wrong with a word; whoever knows its place makes a message of it: {@link
   * SourceText#error} with {@link #fact} and {@link #remedy}.
   */
  public static final class IllegalExpansionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String fact;
    private final String remedy;

    public IllegalExpansionException(String fact, String remedy) {
      super(fact, null, false, false); // an answer, not a bug: nobody reads its stack
      this.fact = fact;
      this.remedy = remedy;
    }

    /** What is wrong. */
    public String fact() {
      return fact;
    }

    /** What to write instead. */
    public String remedy() {
      return remedy;
    }
  }
}
