package dev.kobako.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A request as a {@link MisbehavingServer} got it. Its body counts and keeps what has arrived so
 * far, so an aborted upload tells how much came.
 */
public final class ReceivedRequest {
  private final String method;
  private final String target;
  private final SortedMap<String, List<String>> headers;
  private final Body body;

  ReceivedRequest(
      String method, String target, SortedMap<String, List<String>> headers, InputStream body) {
    this(method, target, headers, new Body(body));
  }

  private ReceivedRequest(
      String method, String target, SortedMap<String, List<String>> headers, Body body) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.body = body;
  }

  /** The method, in capitals as sent. */
  public String method() {
    return method;
  }

  /** Path and query as they stood in the request line. */
  public String target() {
    return target;
  }

  /** The target up to its question mark, not decoded. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** The first value of a parameter of the query, decoded. */
  public Optional<String> query(String name) {
    return queries(name).stream().findFirst();
  }

  /** All values of a parameter of the query, decoded, in their order. */
  public List<String> queries(String name) {
    int query = target.indexOf('?');
    return query < 0 ? List.of() : form(target.substring(query + 1), name);
  }

  /** All values of a field of a form, decoded: of a query, or of a urlencoded body. */
  static List<String> form(String text, String name) {
    List<String> values = new ArrayList<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (decoded(pair.substring(0, Math.max(equals, 0))).equals(name)) {
        values.add(decoded(pair.substring(equals + 1)));
      }
    }
    return values;
  }

  /** The first value of a header, whatever its case. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** All values of a header, whatever its case, in their order. */
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /** How many bytes of its body have been read so far. */
  public long bytesReceived() {
    return body.count();
  }

  /** The body as far as it has been read; at most its first {@value Body#KEPT} bytes. */
  public String bodyText() {
    return body.text();
  }

  /** The body, to be read once, by the handler. */
  public InputStream body() {
    return body;
  }

  /** The same request without a header. */
  ReceivedRequest without(String header) {
    SortedMap<String, List<String>> fewer = new TreeMap<>(headers);
    fewer.remove(header);
    return new ReceivedRequest(method, target, fewer, body);
  }

  /** The same request for another target. */
  ReceivedRequest at(String other) {
    return new ReceivedRequest(method, other, headers, body);
  }

  /** The same request, whose body breaks off after that many bytes by ending the connection. */
  ReceivedRequest upTo(long bytes) {
    InputStream limited =
        new InputStream() {
          private long left = bytes;

          @Override
          public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left <= 0) {
              throw Connection.hangUp(false);
            }
            int read = body.read(buffer, offset, (int) Math.min(length, left));
            left -= read;
            return read;
          }
        };
    return new ReceivedRequest(method, target, headers, limited);
  }

  /** A copy of headers that is sorted and does not care for case. */
  static SortedMap<String, List<String>> sorted(List<Answer.Header> headers) {
    SortedMap<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Answer.Header each : headers) {
      sorted.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(each.value());
    }
    return Collections.unmodifiableSortedMap(sorted);
  }

  @Override
  public String toString() {
    return method + " " + target;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** Counts what passes, and keeps its beginning; the test's thread asks while others read. */
  private static final class Body extends InputStream {
    static final int KEPT = 1 << 16;

    private final InputStream in;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long count;

    Body(InputStream in) {
      this.in = in;
    }

    synchronized long count() {
      return count;
    }

    synchronized String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }

    private synchronized void passed(byte[] bytes) {
      count += bytes.length;
      kept.write(bytes, 0, Math.min(bytes.length, KEPT - kept.size()));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      if (read > 0) {
        passed(Arrays.copyOfRange(buffer, offset, offset + read));
      }
      return read;
    }
  }
}
