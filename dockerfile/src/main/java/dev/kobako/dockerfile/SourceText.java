package dev.kobako.dockerfile;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of a Dockerfile and what messages call it. Never changed by reading: encoding its text
 * as UTF-8 gives the bytes that were read.
 */
public final class SourceText {
  /** Bytes of a Dockerfile; BuildKit's transport ends at a similar size. */
  private static final int LARGEST = 4 << 20;

  /** Bytes of a line without its line feed, as in BuildKit. */
  private static final int LONGEST_LINE = 65_535;

  private final String place;
  private final String text;
  private final int[] lineStarts;

  /**
   * A text that is in memory.
   *
   * @param place its path as the user named it
   * @param text decoded; a byte order mark and line ends as they were
   */
  public SourceText(String place, String text) {
    this.place = place;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  /**
   * Decodes a file.
   *
   * @throws KobakoException a finding, where the bytes are no UTF-8, hold a NUL, or are more than a
   *     Dockerfile may have
   */
  public static SourceText of(String place, byte[] bytes) {
    if (bytes.length > LARGEST) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "has %,d bytes; a Dockerfile has %,d at most".formatted(bytes.length, LARGEST),
              "put large data into files of the context and COPY them"));
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer decoded = CharBuffer.allocate(bytes.length);
    ByteBuffer input = ByteBuffer.wrap(bytes);
    if (decoder.decode(input, decoded, true).isError()) {
      throw illegalByte(place, bytes, input.position(), decoded.position());
    }
    SourceText source = new SourceText(place, decoded.flip().toString());
    source.refuseNul();
    source.refuseLongLines(bytes);
    return source;
  }

  private static KobakoException illegalByte(String place, byte[] bytes, int at, int offset) {
    SourceText shown = new SourceText(place, new String(bytes, StandardCharsets.UTF_8));
    return shown.error(
        new Span(offset, offset + 1),
        "the byte 0x%02x is no UTF-8, which a Dockerfile is written in".formatted(bytes[at] & 0xff),
        "save the file as UTF-8");
  }

  private void refuseNul() {
    int at = text.indexOf('\0');
    if (at >= 0) {
      throw error(
          new Span(at, at + 1),
          "a NUL byte; a Dockerfile is a text in UTF-8",
          "name a Dockerfile with -f, or save it as UTF-8 without NUL bytes");
    }
  }

  private void refuseLongLines(byte[] bytes) {
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i < bytes.length && bytes[i] != '\n') {
        continue;
      }
      if (i - start > LONGEST_LINE) {
        int offset = new String(bytes, 0, start, StandardCharsets.UTF_8).length();
        throw error(
            new Span(offset, offset),
            "the line has %,d bytes; a line of a Dockerfile has %,d at most"
                .formatted(i - start, LONGEST_LINE),
            "break it with the escape character, or COPY a file in its place");
      }
      start = i + 1;
    }
  }

  private static int[] lineStarts(String text) {
    int count = 1;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      count++;
    }
    int[] starts = new int[count];
    for (int i = 1; i < count; i++) {
      starts[i] = text.indexOf('\n', starts[i - 1]) + 1;
    }
    return starts;
  }

  /** Its path as the user named it. */
  public String place() {
    return place;
  }

  /** All of it, decoded; a byte order mark and line ends as they were. */
  public String text() {
    return text;
  }

  /** A part as it is written. */
  public String text(Span span) {
    return text.substring(span.start(), span.end());
  }

  /** The number of the line that holds an offset, from 1 on. */
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** What stands on a line, without its line end; lines count from 1. */
  Span lineSpan(int line) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
    while (end > start && text.charAt(end - 1) == '\r') {
      end--;
    }
    return new Span(start, end);
  }

  /** The lines that a span touches with carets under it, for people; each begins a new line. */
  public String excerpt(Span span) {
    return Excerpt.of(this, span);
  }

  /**
   * An error in the Dockerfile (exit code 1): the place with its line number, what is wrong, then
   * the lines with carets under the span, then the remedy. Nothing in it reaches a terminal as
   * control character.
   */
  public KobakoException error(Span span, String fact, String remedy) {
    return KobakoException.finding(
        Diagnostic.of(
            Excerpt.printable(place) + ":" + line(span.start()),
            Excerpt.printable(fact) + Excerpt.of(this, span),
            Excerpt.printable(remedy)));
  }
}
