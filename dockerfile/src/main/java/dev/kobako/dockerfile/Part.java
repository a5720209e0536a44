package dev.kobako.dockerfile;

/**
 * Some whole lines of a Dockerfile. The parts of a {@link SyntaxTree} lie one behind the other:
 * each character of the file is in exactly one of them, so that their texts in order are the file.
 * A byte order mark belongs to the first.
 */
public sealed interface Part {
  /** The lines with their line ends, and all there is on them. */
  Span lines();

  /** A parser directive. */
  record Directed(Span lines, Directive directive) implements Part {}

  /** A line that is nothing but a comment; those among the lines of an instruction belong to it. */
  record Comment(Span lines) implements Part {}

  /** Lines with nothing but white space on them. */
  record Blank(Span lines) implements Part {}

  /** An instruction, with its continuation lines and here-documents. */
  record Instructed(Span lines, Statement statement) implements Part {}
}
