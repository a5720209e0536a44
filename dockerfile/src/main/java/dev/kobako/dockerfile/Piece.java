package dev.kobako.dockerfile;

/**
 * A flag or an argument, and where in the {@link LogicalLine} it is written.
 *
 * @param text what it means to the parser
 */
record Piece(String text, int start, int end) {
  static Piece of(String line, int start, int end) {
    return new Piece(line.substring(start, end), start, end);
  }
}
