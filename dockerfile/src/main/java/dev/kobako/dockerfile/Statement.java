package dev.kobako.dockerfile;

import java.util.List;

/**
 * One instruction as the syntax has it: BuildKit's parser node.
 *
 * @param keyword in lower case
 * @param flags {@code --name=value} words before the arguments, as written
 * @param arguments as BuildKit's parser splits them for this keyword: words, one text, or JSON
 *     strings
 * @param json whether the arguments were a JSON array
 * @param heredocs in their order
 * @param original the instruction on one line, continuations joined, as BuildKit keeps it for the
 *     history
 * @param span of the whole instruction with its here-documents
 * @param flagSpans of each flag
 * @param argumentSpans of each argument; the whole of the arguments where parts can't be told
 * @param comments the comment lines right before it, without {@code #}
 */
public record Statement(
    String keyword,
    List<String> flags,
    List<String> arguments,
    boolean json,
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
  }
}
