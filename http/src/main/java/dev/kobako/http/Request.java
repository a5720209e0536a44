package dev.kobako.http;

import java.util.Optional;

/**
 * One request.
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
  /** A request without a body. */
  public static Request of(String method, Origin origin, String target, Headers headers) {
    return new Request(method, origin, target, headers, Optional.empty());
  }
}
