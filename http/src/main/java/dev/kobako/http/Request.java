package dev.kobako.http;

import java.util.Optional;

/**
 * One request. Target and header values may stem from a server (as in a redirect); so what may not
 * be sent is refused when it is sent, with an {@link HttpFailure}.
 *
 * @param method in upper case
 * @param origin where it goes
 * @param target path and query, encoded, from the first slash
 * @param headers without Host, Content-Length, Transfer-Encoding and Connection, which the client
 *     sets itself
 * @param body what is sent with it
 */
public record Request(
    String method, Origin origin, String target, Headers headers, Optional<RequestBody> body) {
  private static final int SHOWN_TARGET = 300;

  /** A request without a body. */
  public static Request of(String method, Origin origin, String target, Headers headers) {
    return new Request(method, origin, target, headers, Optional.empty());
  }

  /**
   * Whether it asks for the same however often it is sent (RFC 9110, 9.2.2). A registry's upload is
   * ended by a PUT whose body is added to what came before: only with few bytes is a PUT taken to
   * set all of what it names.
   */
  boolean isIdempotent() {
    return switch (method) {
      case "GET", "HEAD", "DELETE" -> true;
      case "PUT" -> body.isPresent() && body.get() instanceof RequestBody.Bytes;
      default -> false;
    };
  }

  /** As {@link #display}: headers and body may hold secrets. */
  @Override
  public String toString() {
    return display();
  }

  /** Method and URL for messages. Queries are left out: signed URLs carry secrets in them. */
  public String display() {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    return method + " " + origin + Printable.of(path, SHOWN_TARGET) + (query < 0 ? "" : "?…");
  }
}
