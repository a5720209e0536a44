package dev.kobako.http;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends requests, wherever what they ask for has moved (RFC 9110, 15.4). Never from an encrypted
 * place to one that isn't, and a login only to the server that it is for. Safe for use by many
 * threads.
 *
 * @param client what they are sent by
 * @param remedy what a user can do about a server that leads nowhere
 */
public record Redirects(HttpClient client, String remedy) {
  /** As many as apt and Go's client follow. */
  private static final int MOST = 10;

  /**
   * Sends once, and follows where the server sends us.
   *
   * @return the first answer that is no redirect, which the caller closes
   * @throws HttpFailure as {@link HttpClient#send}
   * @throws KobakoException outside, where the way is too long or leads nowhere
   */
  public Response send(Request first) throws IOException {
    Request request = first;
    for (int i = 0; i <= MOST; i++) {
      Response response = client.send(request);
      if (!isRedirect(response.status())) {
        return response;
      }
      try (response) {
        request = redirected(request, response);
      }
    }
    throw refused(first, "the server sends us elsewhere more than " + MOST + " times in a row");
  }

  private static boolean isRedirect(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  private Request redirected(Request request, Response response) {
    String location = response.headers().first("Location").orElse("");
    HttpUrl target =
        new HttpUrl((Origin.Tcp) request.origin(), request.target())
            .resolve(location)
            .orElseThrow(() ->
                refused(
                    request,
                    "the server sends us to '"
                        + withoutSecrets(location)
                        + "', where we can't go"));
    Origin.Tcp from = (Origin.Tcp) request.origin();
    if (from.scheme() == Origin.Scheme.HTTPS && target.origin().scheme() == Origin.Scheme.HTTP) {
      throw refused(request, "the server sends us to " + target + ", which is not encrypted");
    }
    Headers headers = from.equals(target.origin()) ? request.headers() : strange(request.headers());
    return Request.of(request.method(), target.origin(), target.target(), headers);
  }

  /** What a server may know that the user has not named. */
  private static Headers strange(Headers headers) {
    List<Headers.Field> fields = new ArrayList<>(headers.fields());
    fields.removeIf(field -> field.name().equals("Authorization"));
    return new Headers(fields);
  }

  private static String withoutSecrets(String location) {
    int query = location.indexOf('?');
    String path = query < 0 ? location : location.substring(0, query) + "?…";
    int at = path.lastIndexOf('@');
    return Printable.of(at < 0 ? path : "…" + path.substring(at), 200);
  }

  private KobakoException refused(Request request, String fact) {
    return KobakoException.outside(Diagnostic.of(request.display(), fact, remedy), null);
  }
}
