package dev.kobako.http;

/** Reads lines that end in CRLF or LF, up to a number of bytes in all. */
final class LineReader {
  private final Connection connection;
  private final int largest;
  private final String what;
  private int left;

  /**
   * A reader.
   *
   * @param largest how many bytes all lines may have
   * @param what is read, for the message if it is too large
   */
  LineReader(Connection connection, int largest, String what) {
    this.connection = connection;
    this.largest = largest;
    this.what = what;
    this.left = largest;
  }

  /** The next line without its end; bytes as Latin-1. */
  String next() throws HttpFailure {
    StringBuilder line = new StringBuilder(80);
    while (true) {
      int b = connection.read();
      if (b < 0) {
        throw connection.failure(HttpFailure.Kind.CUT, "the connection ended in the " + what, null);
      }
      if (--left < 0) {
        throw connection.malformed("the " + what + " has more than " + largest + " bytes");
      }
      if (b == '\n') {
        int end = line.length();
        if (end > 0 && line.charAt(end - 1) == '\r') {
          line.setLength(end - 1);
        }
        return line.toString();
      }
      line.append((char) b);
    }
  }
}
