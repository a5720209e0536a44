package dev.kobako.http;

import java.util.ArrayList;
import java.util.List;

/**
 * The status line and header fields of an answer (RFC 9112, 4 and 5).
 *
 * @param persistent whether the connection may be used again after the body
 */
record ResponseHead(int status, Headers headers, boolean persistent) {
  private static final int LARGEST = 64 << 10;
  private static final int MOST_INTERIM = 16;

  /** Reads the final answer's head; interim answers are skipped. */
  static ResponseHead read(Connection connection) throws HttpFailure {
    for (int i = 0; i < MOST_INTERIM; i++) {
      connection.awaitAnswer();
      connection.impatient();
      ResponseHead head = readOne(connection);
      connection.patient();
      if (head.status == 101) {
        throw connection.malformed("the server changes the protocol, which nobody asked for");
      }
      if (head.status >= 200) {
        return head;
      }
    }
    throw connection.malformed("more than " + MOST_INTERIM + " interim answers");
  }

  private static ResponseHead readOne(Connection connection) throws HttpFailure {
    LineReader lines = new LineReader(connection, LARGEST, "status line and headers of the answer");
    String statusLine = lines.next();
    boolean wellFormed =
        statusLine.length() >= 12
            && statusLine.startsWith("HTTP/1.")
            && isDigit(statusLine.charAt(7))
            && statusLine.charAt(8) == ' '
            && (statusLine.length() == 12 || statusLine.charAt(12) == ' ');
    int status = 0;
    for (int i = 9; wellFormed && i < 12; i++) {
      wellFormed = isDigit(statusLine.charAt(i));
      status = status * 10 + statusLine.charAt(i) - '0';
    }
    if (!wellFormed || status < 100 || status > 599) {
      throw connection.malformed(
          "the server's answer is no HTTP/1.1; it begins with \""
              + Printable.of(statusLine, 40)
              + "\"");
    }
    Headers headers = readFields(lines, connection);
    boolean persistent = statusLine.charAt(7) != '0' && !headers.hasToken("Connection", "close");
    return new ResponseHead(status, headers, persistent);
  }

  /** Reads fields up to the empty line after them; also those after a chunked body. */
  static Headers readFields(LineReader lines, Connection connection) throws HttpFailure {
    List<Headers.Field> fields = new ArrayList<>();
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      int colon = line.indexOf(':');
      if (colon < 0 || !Token.isToken(line, colon)) {
        throw connection.malformed(
            "the answer has a malformed header field \"" + Printable.of(line, 40) + "\"");
      }
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      if (!Token.isFieldValue(value)) {
        throw connection.malformed(
            "the answer's header field " + name + " holds a control character");
      }
      fields.add(new Headers.Field(name, value));
    }
    return new Headers(fields);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
