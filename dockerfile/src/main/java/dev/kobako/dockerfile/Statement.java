package dev.kobako.dockerfile;

import java.util.List;
import java.util.Optional;

/**
 * One instruction as the syntax has it: BuildKit's parser node.
 *
 * @param keyword in lower case
 * @param flags {@code --name=value} words before the arguments, without quotes and escapes
 * @param arguments as BuildKit's parser splits them for this keyword: words, one text, JSON
 *     strings, or groups of three (name, value, {@code =} or nothing) for ENV and LABEL; one empty
 *     text where the keyword is unknown
 * @param json whether the arguments were a JSON array
 * @param trigger ONBUILD's instruction, which is then in no argument
 * @param heredocs in their order; those of a trigger are ONBUILD's
 * @param original the instruction on one line, continuations joined, as BuildKit keeps it for the
 *     history
 * @param span of the whole instruction with its here-documents, without the last line end
 * @param flagSpans of each flag
 * @param argumentSpans of each argument, with the quotes of JSON strings
 * @param comments the comment lines since the last instruction or directive, without {@code #}; an
 *     empty comment takes those before it away
 */
public record Statement(
    String keyword,
    List<String> flags,
    List<String> arguments,
    boolean json,
    Optional<Statement> trigger,
    List<Heredoc> heredocs,
    String original,
    Span span,
    List<Span> flagSpans,
    List<Span> argumentSpans,
    List<String> comments) {
  public Statement {
    flags = List.copyOf(flags);
    arguments = List.copyOf(arguments);
    heredocs = List.copyOf(heredocs);
    flagSpans = List.copyOf(flagSpans);
    argumentSpans = List.copyOf(argumentSpans);
    comments = List.copyOf(comments);
    if (flags.size() != flagSpans.size() || arguments.size() != argumentSpans.size()) {
      throw new IllegalArgumentException("flags and arguments without their spans");
    }
  }

  /** What its keyword is; empty for one that no instruction has. */
  Optional<Keyword> kind() {
    return Keyword.of(keyword);
  }

  /** The same with its here-documents, which end where the span does. */
  Statement with(List<Heredoc> documents, Span whole) {
    return new Statement(
        keyword,
        flags,
        arguments,
        json,
        trigger,
        documents,
        original,
        whole,
        flagSpans,
        argumentSpans,
        comments);
  }
}
