package dev.kobako.http;

import java.util.List;

/**
 * Where an answer's body ends (RFC 9112, 6.3). Heads that two readers could understand differently
 * are refused: on a kept connection, a wrong end makes the next answer the sender's choice.
 */
final class Framing {
  private static final int MOST_DIGITS = 18;

  private Framing() {}

  /** The body that follows the head. */
  static BodyStream body(String method, ResponseHead head, Connection connection)
      throws HttpFailure {
    if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) {
      return new FixedBody(connection, 0);
    }
    List<String> codings = head.headers().all("Transfer-Encoding");
    List<String> lengths = head.headers().all("Content-Length");
    if (codings.isEmpty()) {
      return lengths.isEmpty()
          ? new OpenEndedBody(connection)
          : new FixedBody(connection, length(lengths, connection));
    }
    if (!lengths.isEmpty()) {
      throw connection.malformed("the answer has both Transfer-Encoding and Content-Length");
    }
    if (codings.size() > 1 || !codings.getFirst().equalsIgnoreCase("chunked")) {
      throw connection.malformed(
          "the answer has Transfer-Encoding \""
              + Printable.of(String.join(", ", codings), 40)
              + "\", expected chunked");
    }
    return new ChunkedBody(connection);
  }

  private static long length(List<String> values, Connection connection) throws HttpFailure {
    String value = values.getFirst();
    boolean number = !value.isEmpty() && value.length() <= MOST_DIGITS;
    for (int i = 0; number && i < value.length(); i++) {
      number = value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    if (!number) {
      throw connection.malformed(
          "the answer has Content-Length \"" + Printable.of(value, 40) + "\", expected a number");
    }
    for (String other : values) {
      if (!other.equals(value)) {
        throw connection.malformed(
            "the answer has several lengths: %s and %s".formatted(value, Printable.of(other, 40)));
      }
    }
    return Long.parseLong(value);
  }
}
