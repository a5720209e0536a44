package dev.kobako.http;

/** A body that ends with its connection; whether it is complete can't be told. */
final class OpenEndedBody extends BodyStream {
  private final Connection connection;

  OpenEndedBody(Connection connection) {
    this.connection = connection;
  }

  /** Never: the connection is of no further use. */
  @Override
  boolean isFinished() {
    return false;
  }

  @Override
  int readSome(byte[] into, int offset, int length) throws HttpFailure {
    return connection.read(into, offset, length);
  }
}
