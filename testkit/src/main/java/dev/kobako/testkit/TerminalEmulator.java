package dev.kobako.testkit;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * As much of a terminal as kobako's screens need: it knows the control sequences that they send,
 * and refuses all others, so that a test fails where one is sent by mistake or on behalf of an
 * image. Safe for use by two threads.
 */
public final class TerminalEmulator {
  private static final char ESC = '\u001b';

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private byte[] undecoded = {};
  private final StringBuilder pending = new StringBuilder();
  private Cell[][] main;
  private Cell[][] alternate;
  private boolean isAlternate;
  private boolean cursorShown = true;
  private boolean wraps = true;
  private int row;
  private int column;
  private String style = "";

  /**
   * What one column shows.
   *
   * @param text a character; empty right of a wide one
   * @param style parameters of SGR; empty for plain
   */
  public record Cell(String text, String style) {
    private static final Cell BLANK = new Cell(" ", "");
  }

  /** A blank screen. */
  public TerminalEmulator(int rows, int columns) {
    main = blank(rows, columns);
    alternate = blank(rows, columns);
  }

  private static Cell[][] blank(int rows, int columns) {
    Cell[][] cells = new Cell[rows][columns];
    for (Cell[] line : cells) {
      Arrays.fill(line, Cell.BLANK);
    }
    return cells;
  }

  /** Another size; what has no room any more is gone. */
  public synchronized void resize(int rows, int columns) {
    main = resized(main, rows, columns);
    alternate = resized(alternate, rows, columns);
    row = Math.min(row, rows - 1);
    column = Math.min(column, columns - 1);
  }

  private static Cell[][] resized(Cell[][] old, int rows, int columns) {
    Cell[][] cells = blank(rows, columns);
    for (int i = 0; i < Math.min(rows, old.length); i++) {
      System.arraycopy(old[i], 0, cells[i], 0, Math.min(columns, old[i].length));
    }
    return cells;
  }

  /** Takes what a program sends. Characters may be cut in two. */
  public synchronized void feed(byte[] bytes, int length) {
    ByteBuffer in = ByteBuffer.allocate(undecoded.length + length);
    in.put(undecoded).put(bytes, 0, length).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    CoderResult result = decoder.decode(in, out, false);
    if (result.isError()) {
      throw new IllegalStateException("no UTF-8: " + result);
    }
    undecoded = new byte[in.remaining()];
    in.get(undecoded);
    pending.append(out.flip());
    int done = 0;
    while (done < pending.length()) {
      int used = take(done);
      if (used == 0) {
        break;
      }
      done += used;
    }
    pending.delete(0, done);
  }

  private Cell[][] cells() {
    return isAlternate ? alternate : main;
  }

  /** How many characters of what is pending were used; 0 where more must come first. */
  private int take(int at) {
    char first = pending.charAt(at);
    if (first == ESC) {
      return sequence(at);
    }
    switch (first) {
      case '\r' -> column = 0;
      case '\n' -> row = Math.min(row + 1, cells().length - 1);
      default -> {
        if (first < ' ' || (first >= 0x7f && first < 0xa0)) {
          throw new IllegalStateException("control character " + (int) first);
        }
        int c = pending.codePointAt(at);
        put(c);
        return Character.charCount(c);
      }
    }
    return 1;
  }

  private void put(int c) {
    Cell[] line = cells()[row];
    int width = isWide(c) ? 2 : 1;
    if (column + width > line.length) {
      if (!wraps) {
        return;
      }
      column = 0;
      row = Math.min(row + 1, cells().length - 1);
      line = cells()[row];
    }
    line[column] = new Cell(Character.toString(c), style);
    if (width == 2) {
      line[column + 1] = new Cell("", style);
    }
    column += width;
  }

  /** As much of East Asian Width as tests use. */
  private static boolean isWide(int c) {
    return c >= 0x3041 && c <= 0xa4cf;
  }

  private int sequence(int at) {
    if (at + 1 >= pending.length()) {
      return 0;
    }
    int end = at + 2;
    while (end < pending.length() && pending.charAt(end) < '@') {
      end++;
    }
    if (pending.charAt(at + 1) != '[' || (end < pending.length() && pending.charAt(end) > '~')) {
      throw new IllegalStateException("ESC " + pending.substring(at + 1));
    }
    if (end >= pending.length()) {
      return 0;
    }
    act(pending.substring(at + 2, end + 1));
    return end + 1 - at;
  }

  private void act(String sequence) {
    switch (sequence) {
      case "2J" -> Arrays.stream(cells()).forEach(line -> Arrays.fill(line, Cell.BLANK));
      case "K" -> {
        Cell[] line = cells()[row];
        Arrays.fill(line, Math.min(column, line.length - 1), line.length, Cell.BLANK);
      }
      case "?1049h" -> isAlternate = true;
      case "?1049l" -> isAlternate = false;
      case "?25h" -> cursorShown = true;
      case "?25l" -> cursorShown = false;
      case "?7h" -> wraps = true;
      case "?7l" -> wraps = false;
      case "0m" -> style = "";
      case "1m", "2m", "7m", "31m", "32m", "33m", "35m" ->
          style = sequence.substring(0, sequence.length() - 1);
      default -> {
        if (!sequence.matches("[0-9]+;[0-9]+H")) {
          throw new IllegalStateException("ESC [" + sequence);
        }
        String[] place = sequence.substring(0, sequence.length() - 1).split(";");
        row = Math.min(Integer.parseInt(place[0]), cells().length) - 1;
        column = Math.min(Integer.parseInt(place[1]), cells()[0].length) - 1;
      }
    }
  }

  /** The lines of the screen as text, without blanks at their ends. */
  public synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Cell[] line : cells()) {
      StringBuilder text = new StringBuilder();
      for (Cell cell : line) {
        text.append(cell.text());
      }
      lines.add(text.toString().stripTrailing());
    }
    return lines;
  }

  /** The lines of the screen, cell by cell. */
  public synchronized List<List<Cell>> rows() {
    return Arrays.stream(cells()).map(line -> List.of(line)).toList();
  }

  /** Whether a program has the screen to itself, and not what was there before. */
  public synchronized boolean isAlternate() {
    return isAlternate;
  }

  /** Whether everything is as a program found it. */
  public synchronized boolean isRestored() {
    return !isAlternate && cursorShown && wraps && style.isEmpty();
  }
}
