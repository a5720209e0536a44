package dev.kobako.testkit;

import dev.kobako.testkit.Answer.Header;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Reads the requests of one connection (HTTP/1.1, RFC 9112), one after the other. */
final class RequestReader {
  private static final int LONGEST_HEAD = 1 << 16;

  private final InputStream in;
  private final OutputStream out;

  RequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** The next request; empty where the client has closed the connection. */
  Optional<ReceivedRequest> next() throws IOException {
    String start = line();
    if (start.isEmpty()) {
      return Optional.empty();
    }
    String[] words = start.split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new IOException("no request line: " + start);
    }
    List<Header> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("no header: " + line);
      }
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    SortedMap<String, List<String>> sorted = ReceivedRequest.sorted(headers);
    return Optional.of(new ReceivedRequest(words[0], words[1], sorted, body(sorted)));
  }

  private InputStream body(SortedMap<String, List<String>> headers) throws IOException {
    List<String> codings = headers.getOrDefault("Transfer-Encoding", List.of());
    List<String> lengths = headers.getOrDefault("Content-Length", List.of("0"));
    if (lengths.size() != 1 || (!codings.isEmpty() && headers.containsKey("Content-Length"))) {
      throw new IOException("a request of two lengths");
    }
    boolean asksFirst = headers.getOrDefault("Expect", List.of()).contains("100-continue");
    return codings.isEmpty()
        ? new Framed(Long.parseLong(lengths.getFirst()), false, asksFirst)
        : new Framed(0, true, asksFirst);
  }

  /** A line without its end; empty at the end of the stream too. */
  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
      line.write(read);
      if (line.size() > LONGEST_HEAD) {
        throw new IOException("a line of more than " + LONGEST_HEAD + " bytes");
      }
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  /** A body: of a known length, or in chunks; the client may wait to be asked for it. */
  private final class Framed extends InputStream {
    private final boolean chunked;
    private long left;
    private boolean asksFirst;
    private boolean ended;

    Framed(long length, boolean chunked, boolean asksFirst) {
      this.left = length;
      this.chunked = chunked;
      this.asksFirst = asksFirst;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (asksFirst) {
        asksFirst = false;
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
      if (left == 0 && chunked && !ended) {
        left = Long.parseLong(line().split(";", 2)[0].strip(), 16);
        ended = left == 0;
        while (ended && !line().isEmpty()) {
          // a trailer says nothing here
        }
      }
      if (left == 0) {
        return -1;
      }
      int read = in.read(buffer, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new EOFException("the client closed the connection within a body");
      }
      left -= read;
      if (left == 0 && chunked) {
        line();
      }
      return read;
    }
  }
}
