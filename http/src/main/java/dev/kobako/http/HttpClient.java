package dev.kobako.http;

/**
 * Sends requests over connections that it keeps for the next ones. Safe for use by many threads.
 */
public final class HttpClient implements AutoCloseable {
  private final HttpSettings settings;

  public HttpClient(HttpSettings settings) {
    this.settings = settings;
  }

  /**
   * Sends a request once and reads the answer's head. A kept connection that turns out to be dead
   * before anything of the answer came is replaced by a new one; nothing else is tried again.
   *
   * @throws HttpFailure where there is no answer
   */
  public Response send(Request request) throws HttpFailure {
    if (settings.connectionsPerOrigin() > 0) {
      throw new HttpFailure(HttpFailure.Kind.PROTOCOL, "not there yet: " + request, null);
    }
    throw new IllegalStateException();
  }

  @Override
  public void close() {}
}
