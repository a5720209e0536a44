package dev.kobako.shell;

import java.util.List;

/**
 * A word before it is expanded.
 *
 * @param source as written
 * @param at where it stands
 */
record Word(List<Part> parts, String source, Extent at) {
  /** What a word is made of. */
  sealed interface Part {
    /** Letters; quoted ones are never split or taken for a pattern. */
    record Text(String text, boolean quoted) implements Part {}

    /**
     * {@code $name}, or {@code ${name:-argument}}.
     *
     * @param operator empty, or the characters between name and argument; {@code length} for {@code
     *     ${#name}}
     */
    record Parameter(String name, String operator, Word argument, boolean quoted) implements Part {}

    /** {@code $(commands)}. */
    record Substitution(Command body, boolean quoted) implements Part {}

    /** {@code $((expression))}. */
    record Arithmetic(Word expression) implements Part {}
  }

  static final Word EMPTY = new Word(List.of(), "", new Extent(0, -1, -1));

  /** The word's letters if it has nothing but unquoted ones, else nothing that a keyword is. */
  String keyword() {
    return parts.size() == 1
            && parts.getFirst() instanceof Part.Text(String text, boolean quoted)
            && !quoted
        ? text
        : "";
  }
}
