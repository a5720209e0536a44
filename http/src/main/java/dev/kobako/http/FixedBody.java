package dev.kobako.http;

/** A body whose length the head said; 0 where there is none. */
final class FixedBody extends BodyStream {
  private final Connection connection;
  private final long length;
  private long left;

  FixedBody(Connection connection, long length) {
    this.connection = connection;
    this.length = length;
    this.left = length;
  }

  @Override
  boolean isFinished() {
    return left == 0;
  }

  @Override
  int readSome(byte[] into, int offset, int wanted) throws HttpFailure {
    if (left == 0) {
      return -1;
    }
    int count = connection.read(into, offset, (int) Math.min(wanted, left));
    if (count < 0) {
      throw connection.failure(
          HttpFailure.Kind.CUT,
          "the connection ended after %d of %d bytes".formatted(length - left, length),
          null);
    }
    left -= count;
    return count;
  }
}
