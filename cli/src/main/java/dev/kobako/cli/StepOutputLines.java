package dev.kobako.cli;

import dev.kobako.diagnostic.PrintableText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What a step has written so far, in lines; the oldest are forgotten when they are too many. Not to
 * be shared between threads.
 */
final class StepOutputLines {
  /** Characters that are kept. */
  private static final int MOST = 4_000_000;

  private static final int LONGEST_LINE = 64 * 1024;

  private final Deque<Line> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long kept;
  private long forgotten;

  /**
   * A line.
   *
   * @param millis since the step began
   */
  record Line(long millis, String text) {
    /** As in {@code 0.123 text}. */
    String timed() {
      return millis / 1000 + "." + String.valueOf(1000 + millis % 1000).substring(1) + " " + text;
    }
  }

  /** Takes more, and gives the lines that are complete now. */
  List<Line> add(byte[] bytes, long millis) {
    List<Line> complete = new ArrayList<>();
    for (byte each : bytes) {
      if (each == '\n' || open.size() == LONGEST_LINE) {
        complete.add(line(millis));
      }
      if (each != '\n') {
        open.write(each);
      }
    }
    complete.forEach(this::keep);
    return complete;
  }

  /** The last line, if it has no end. */
  List<Line> end(long millis) {
    if (open.size() == 0) {
      return List.of();
    }
    Line last = line(millis);
    keep(last);
    return List.of(last);
  }

  private Line line(long millis) {
    String text = open.toString(StandardCharsets.UTF_8);
    open.reset();
    String whole = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    // What a progress bar has drawn over isn't seen on a terminal either.
    return new Line(millis, PrintableText.of(whole.substring(whole.lastIndexOf('\r') + 1)));
  }

  private void keep(Line line) {
    lines.add(line);
    kept += line.text.length();
    while (kept > MOST && lines.size() > 1) {
      kept -= lines.removeFirst().text.length();
      forgotten++;
    }
  }

  /** All that is kept. */
  List<Line> all() {
    return List.copyOf(lines);
  }

  /** The last ones. */
  List<String> last(int count) {
    return lines.stream().skip(Math.max(0, lines.size() - count)).map(Line::text).toList();
  }

  /** How many lines are not kept any more. */
  long forgotten() {
    return forgotten;
  }
}
