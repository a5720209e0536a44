package dev.kobako.http;

import java.io.IOException;
import java.io.InputStream;

/** The answer to a request. Whoever asked closes it, which gives the connection back or ends it. */
public interface Response extends AutoCloseable {
  /** The status code, 200 to 599; interim answers are not shown. */
  int status();

  /** The header fields. */
  Headers headers();

  /**
   * The body, once. Ends where the message ends; a connection that ends before throws an {@link
   * HttpFailure}.
   */
  InputStream body();

  /**
   * The whole body.
   *
   * @throws HttpFailure where it has more than {@code limit} bytes
   */
  byte[] bytes(int limit) throws IOException;

  @Override
  void close();
}
