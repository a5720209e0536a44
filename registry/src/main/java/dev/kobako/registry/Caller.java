package dev.kobako.registry;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Headers;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.Origin;
import dev.kobako.http.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks one endpoint: as the user, as soon as it wants to know who asks, and wherever it redirects
 * to. Only the endpoint itself is told who asks. Safe for use by many threads.
 */
final class Caller {
  private static final int MAX_REDIRECTS = 5;
  // A token that has ended, then one with a wider scope.
  private static final int MAX_REFUSALS = 2;

  private final Endpoint endpoint;
  private final Exchanges exchanges;
  private final PlainProbe probe;
  private final Access access;

  Caller(Endpoint endpoint, Exchanges exchanges, PlainProbe probe, Access access) {
    this.endpoint = endpoint;
    this.exchanges = exchanges;
    this.probe = probe;
    this.access = access;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /** A request for something of the repository; may ask the endpoint whether it is encrypted. */
  Call call(String place, String method, String rest, Scope scope) {
    return new Call(
        place,
        method,
        new HttpUrl(probe.origin(place, endpoint), "/v2/" + endpoint.path() + "/" + rest),
        Headers.NONE,
        Optional.empty(),
        scope);
  }

  /** Asks, and asks again where that can help; at most {@code limit} bytes of a body are read. */
  Answer answer(Call call, int limit) {
    return exchanges.answer(call, limit, () -> send(call));
  }

  /** Asks once. */
  Answer answerOnce(Call call) throws IOException {
    try (Response response = send(call)) {
      return Answer.read(call, response, Answer.SMALL);
    }
  }

  /** Asks once, for a body that the caller reads; who closes the answer. */
  Response open(Call call) throws IOException {
    return send(call);
  }

  /** The failure that an answer means. */
  KobakoException refusal(Call call, Answer answer) {
    return Refusal.of(call, access.censored(answer), endpoint.domain());
  }

  private Response send(Call call) throws IOException {
    Response response = sendToOwner(call);
    boolean follows = call.method().equals("GET") || call.method().equals("HEAD");
    List<HttpUrl> seen = new ArrayList<>(List.of(call.url()));
    while (follows && isRedirect(response.status())) {
      Call next;
      try (Response redirect = response) {
        next = redirected(call.to(seen.getLast()), redirect, seen);
      }
      response = sendToOwner(next);
      seen.add(next.url());
    }
    return response;
  }

  /** Another server, to which an upload or a download was moved, must not learn who asks. */
  private Response sendToOwner(Call call) throws IOException {
    boolean own = call.url().origin().equals(probe.origin(call.place(), endpoint));
    return own ? sendAsUser(call) : exchanges.send(call, Optional.empty());
  }

  private Response sendAsUser(Call call) throws IOException {
    Optional<String> used = access.authorization(call);
    Response response = exchanges.send(call, used);
    for (int refusals = 0; response.status() == 401 && refusals < MAX_REFUSALS; refusals++) {
      Optional<String> next;
      boolean done = false;
      try {
        next = access.afterRefusal(call, response, used);
        done = true;
      } finally {
        if (!done) {
          response.close();
        }
      }
      if (next.isEmpty()) {
        return response;
      }
      response.close();
      response = exchanges.send(call, next);
      used = next;
    }
    return response;
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private static Call redirected(Call call, Response redirect, List<HttpUrl> seen) {
    Call next = call.to(location(call, redirect.status(), redirect.headers()));
    String fact = call.display() + ": " + redirect.status();
    String remedy = "ask the registry's operator; its storage is set up wrong";
    if (seen.contains(next.url())) {
      throw Refusal.outside(
          call, fact + " redirects in a circle, back to " + next.display(), remedy);
    }
    if (seen.size() > MAX_REDIRECTS) {
      throw Refusal.outside(
          call,
          fact
              + " redirects for the "
              + seen.size()
              + "th time, at most "
              + MAX_REDIRECTS
              + " are followed",
          remedy);
    }
    return next;
  }

  /**
   * Where an answer says to go on.
   *
   * @throws KobakoException outside, where it names no URL, or one that gives up encryption
   */
  static HttpUrl location(Call call, int status, Headers headers) {
    String fact = call.display() + ": " + status;
    HttpUrl target =
        headers
            .first("Location")
            .flatMap(call.url()::resolve)
            .orElseThrow(() ->
                Refusal.outside(
                    call,
                    fact + " without a Location that is a URL",
                    "the registry answered what it should not; check that it is one"));
    if (call.url().origin().scheme() == Origin.Scheme.HTTPS
        && target.origin().scheme() == Origin.Scheme.HTTP) {
      throw Refusal.outside(
          call,
          fact + " leads from https:// to " + target.origin() + ", which is not encrypted",
          "ask the registry's operator to encrypt its storage");
    }
    return target;
  }
}
