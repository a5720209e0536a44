package dev.kobako.dockerfile;

import java.util.Arrays;

/**
 * An instruction's lines joined at their continuations, which still knows where each character
 * stands in the file.
 */
final class LogicalLine {
  private final StringBuilder joined = new StringBuilder();
  private String text = "";
  private int[] starts = new int[4];
  private int[] sources = new int[4];
  private int pieces;

  /** A line without anything on it, that begins in the file at {@code start}. */
  LogicalLine(int start) {
    sources[0] = start;
  }

  /** Adds what stands in the file from {@code from} to {@code to}. */
  void append(String file, int from, int to) {
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
  String text() {
    if (text.isEmpty()) {
      text = joined.toString();
    }
    return text;
  }

  /** Where in the file a part of {@link #text} stands, with what the continuations put between. */
  Span span(int from, int to) {
    int start = source(from);
    return new Span(start, to == from ? start : source(to - 1) + 1);
  }

  private int source(int at) {
    int found = Arrays.binarySearch(starts, 0, pieces, at);
    int piece = Math.max(0, found >= 0 ? found : -found - 2);
    return sources[piece] + at - starts[piece];
  }
}
