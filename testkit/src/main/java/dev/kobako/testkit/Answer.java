package dev.kobako.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a {@link MisbehavingServer} answers. Content-Length or Transfer-Encoding is added when it is
 * sent, unless there is a Content-Length already: then that one is told, be it true or not.
 *
 * @param status the status code
 * @param headers in the order in which they are sent
 * @param body what follows; not sent in answer to HEAD, or with 204 and 304
 */
public record Answer(int status, List<Header> headers, Body body) {
  public Answer {
    headers = List.copyOf(headers);
  }

  /** A header. */
  public record Header(String name, String value) {}

  /** Bytes that are made while they are sent. */
  public interface Body {
    /** How many; negative where there is no end, and then they are sent in chunks. */
    long length();

    /** Writes them all. */
    void writeTo(OutputStream out) throws IOException;

    /** A part of an array, which is not copied. */
    static Body of(byte[] bytes, int from, int to) {
      return made(to - (long) from, out -> out.write(bytes, from, to - from));
    }

    /** That many spaces: what JSON allows anywhere. */
    static Body spaces(long length) {
      return made(length, out -> fill(out, length));
    }

    /** Spaces, for ever. */
    static Body endless() {
      return made(-1, out -> fill(out, Long.MAX_VALUE));
    }

    private static Body made(long length, Writer writer) {
      return new Body() {
        @Override
        public long length() {
          return length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
          writer.writeTo(out);
        }
      };
    }

    private static void fill(OutputStream out, long length) throws IOException {
      byte[] spaces = new byte[1 << 16];
      Arrays.fill(spaces, (byte) ' ');
      for (long left = length; left > 0; left -= spaces.length) {
        out.write(spaces, 0, (int) Math.min(left, spaces.length));
      }
    }

    /** The writing part of a body. */
    interface Writer {
      void writeTo(OutputStream out) throws IOException;
    }
  }

  /** A status with no body. */
  public static Answer of(int status) {
    return new Answer(status, List.of(), Body.spaces(0));
  }

  /** A status with JSON. */
  public static Answer json(int status, String json) {
    return of(status).with("Content-Type", "application/json").text(json);
  }

  /** A status with an error as the distribution specification words it. */
  public static Answer error(int status, String code, String message) {
    return json(
        status, "{\"errors\":[{\"code\":\"%s\",\"message\":\"%s\"}]}\n".formatted(code, message));
  }

  /** The same with one more header, after those that are there. */
  public Answer with(String name, String value) {
    return new Answer(
        status, Stream.concat(headers.stream(), Stream.of(new Header(name, value))).toList(), body);
  }

  /** The same without the headers of that name. */
  public Answer without(String name) {
    List<Header> others = new ArrayList<>(headers);
    others.removeIf(header -> header.name().equalsIgnoreCase(name));
    return new Answer(status, others, body);
  }

  /** The same with another body. */
  public Answer body(Body other) {
    return new Answer(status, headers, other);
  }

  /** The same with that text in UTF-8 as its body. */
  public Answer text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return body(Body.of(bytes, 0, bytes.length));
  }

  /** The first value of a header, whatever its case. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .findFirst();
  }
}
