package dev.kobako.http;

/** A body in chunks, each with its length before it (RFC 9112, 7.1). Extensions are ignored. */
final class ChunkedBody extends BodyStream {
  // A size has at most 16 digits; extensions have no use that we know of.
  private static final int LONGEST_SIZE_LINE = 4 << 10;
  private static final int LARGEST_TRAILER = 64 << 10;
  private static final int MOST_DIGITS = 15;

  private final Connection connection;
  private long left;
  private boolean first = true;
  private boolean finished;

  ChunkedBody(Connection connection) {
    this.connection = connection;
  }

  @Override
  boolean isFinished() {
    return finished;
  }

  @Override
  int readSome(byte[] into, int offset, int length) throws HttpFailure {
    if (finished || (left == 0 && !nextChunk())) {
      return -1;
    }
    int count = connection.read(into, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw connection.failure(
          HttpFailure.Kind.CUT,
          "the connection ended within a chunk, %d bytes before its end".formatted(left),
          null);
    }
    left -= count;
    return count;
  }

  private boolean nextChunk() throws HttpFailure {
    LineReader lines = new LineReader(connection, LONGEST_SIZE_LINE, "chunk size of the answer");
    if (!first && !lines.next().isEmpty()) {
      throw connection.malformed("a chunk of the answer is longer than its size says");
    }
    first = false;
    left = size(lines.next());
    if (left > 0) {
      return true;
    }
    ResponseHead.readFields(
        new LineReader(connection, LARGEST_TRAILER, "trailer of the answer"), connection);
    finished = true;
    return false;
  }

  private long size(String line) throws HttpFailure {
    int digits = 0;
    long size = 0;
    while (digits < line.length() && hexDigit(line.charAt(digits)) >= 0) {
      size = size * 16 + hexDigit(line.charAt(digits));
      digits++;
      if (digits > MOST_DIGITS) {
        throw connection.malformed("the answer has a chunk of absurd size");
      }
    }
    String rest = line.substring(digits).strip();
    if (digits == 0 || !(rest.isEmpty() || rest.startsWith(";"))) {
      throw connection.malformed(
          "the answer has a malformed chunk size \"" + Printable.of(line, 40) + "\"");
    }
    return size;
  }

  // Character.digit takes the digits of every script.
  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }
}
