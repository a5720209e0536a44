package dev.kobako.registry;

import dev.kobako.http.Headers;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.Request;
import dev.kobako.http.RequestBody;
import java.util.Optional;

/**
 * What a registry is asked, before it is clear as whom.
 *
 * @param place what it is about, for messages: {@code docker://host/path:tag}
 * @param method in upper case
 * @param url where it goes first
 * @param headers without Authorization
 * @param body sent with it
 * @param scope what it needs to be allowed
 */
record Call(
    String place,
    String method,
    HttpUrl url,
    Headers headers,
    Optional<RequestBody> body,
    Scope scope) {
  /** The same with one more header field. */
  Call with(String name, String value) {
    return new Call(place, method, url, headers.with(name, value), body, scope);
  }

  /** The same with a body. */
  Call with(RequestBody newBody) {
    return new Call(place, method, url, headers, Optional.of(newBody), scope);
  }

  /** The same elsewhere. */
  Call to(HttpUrl other) {
    return new Call(place, method, other, headers, body, scope);
  }

  /** The request, as whom an Authorization says, if it is known. */
  Request request(Optional<String> authorization) {
    Headers all = authorization.map(value -> headers.with("Authorization", value)).orElse(headers);
    return new Request(method, url.origin(), url.target(), all.with("User-Agent", "kobako"), body);
  }

  /** As {@link #display}: headers and body may hold secrets. */
  @Override
  public String toString() {
    return display();
  }

  /** Method and URL for messages, without what may be secret. */
  String display() {
    return request(Optional.empty()).display();
  }
}
