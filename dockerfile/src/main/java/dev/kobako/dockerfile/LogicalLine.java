package dev.kobako.dockerfile;

import java.util.Arrays;

/**
 * An instruction's lines joined at their continuations, which still knows where each character
 * stands in the file.
 */
public final class LogicalLine {
  private final StringBuilder joined = new StringBuilder();
  private String text = "";
  private int[] starts = new int[4];
  private int[] sources = new int[4];
  private int pieces;
  private int next;

  /** A line without anything on it, that begins in the file at {@code start}. */
  LogicalLine(int start) {
    sources[0] = start;
  }

  /**
   * The line of a statement, anew: syntax trees don't keep it.
   *
   * @param tree that the statement is of
   * @param statement none of ONBUILD's, which are a part of its line
   */
  public static LogicalLine of(SyntaxTree tree, Statement statement) {
    String file = tree.source().text();
    int start = statement.span().start();
    LogicalLine line = new LogicalLine(start);
    boolean continued = true;
    while (continued && start < file.length()) {
      int feed = file.indexOf('\n', start);
      int end = feed < 0 ? file.length() : feed;
      int next = feed < 0 ? end : feed + 1;
      while (end > start && file.charAt(end - 1) == '\r') {
        end--;
      }
      boolean first = start == statement.span().start();
      int content = Blanks.skip(file, start, end);
      if (first || (content < end && file.charAt(content) != '#')) {
        continued = line.append(file, start, end, tree.escape());
      }
      start = next;
      line.next = next;
    }
    return line;
  }

  /**
   * Adds a line of the file, without the character that continues it.
   *
   * @param end before its line end
   * @return whether it goes on in the next one
   */
  boolean append(String file, int from, int end, char escape) {
    int to = end;
    while (to > from && (file.charAt(to - 1) == ' ' || file.charAt(to - 1) == '\t')) {
      to--;
    }
    boolean continued =
        to > from
            && file.charAt(to - 1) == escape
            && (to - 1 == from || file.charAt(to - 2) != escape);
    append(file, from, continued ? to - 1 : end);
    return continued;
  }

  /** Adds what stands in the file from {@code from} to {@code to}. */
  private void append(String file, int from, int to) {
    if (from == to) {
      return;
    }
    if (pieces == starts.length) {
      starts = Arrays.copyOf(starts, pieces * 2);
      sources = Arrays.copyOf(sources, pieces * 2);
    }
    starts[pieces] = joined.length();
    sources[pieces] = from;
    pieces++;
    joined.append(file, from, to);
    text = "";
  }

  /** All that was added. */
  public String text() {
    if (text.isEmpty()) {
      text = joined.toString();
    }
    return text;
  }

  /** Where in the file a part of {@link #text} stands, with what the continuations put between. */
  public Span span(int from, int to) {
    int start = source(from);
    return new Span(start, to == from ? start : source(to - 1) + 1);
  }

  /** Where in {@link #text} a character of the file is that is on this line. */
  public int index(int offset) {
    int piece = 0;
    while (piece + 1 < pieces && sources[piece + 1] <= offset) {
      piece++;
    }
    return Math.min(starts[piece] + offset - sources[piece], text().length());
  }

  /** The start of the line of the file that comes behind it. */
  public int next() {
    return next;
  }

  private int source(int at) {
    int found = Arrays.binarySearch(starts, 0, pieces, at);
    int piece = Math.max(0, found >= 0 ? found : -found - 2);
    return sources[piece] + at - starts[piece];
  }
}
