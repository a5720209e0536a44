package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Headers;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.RequestBody;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * The server that gives out tokens for a registry: distribution's token authentication (token.md)
 * and its OAuth 2 form (oauth.md).
 *
 * @param realm its URL
 * @param service what it calls the registry
 */
record TokenServer(HttpUrl realm, String service) {
  /** What a token is worth where the server doesn't say; so the specification has it. */
  private static final long USUAL_SECONDS = 60;

  private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();
  private static final int MAX_TOKEN = 48 * 1024;

  /**
   * Asks for a token.
   *
   * @param domain of the registry, for messages
   * @param credential as whom; nobody where there is none
   * @throws KobakoException outside, where there is none to be had
   */
  Token ask(
      Exchanges exchanges,
      String place,
      String domain,
      Optional<Credential> credential,
      Scope scope) {
    if (credential.orElse(null) instanceof Credential.IdentityToken(String secret)) {
      Call call = refresh(place, scope, secret);
      Answer answer = exchanges.answer(call, Answer.SMALL);
      if (answer.status() != 404 && answer.status() != 405) {
        return token(call, answer, domain, credential);
      }
    }
    Call call = query(place, scope);
    Call signed =
        credential
            .flatMap(TokenServer::basic)
            .map(header -> call.with("Authorization", header))
            .orElse(call);
    return token(signed, exchanges.answer(signed, Answer.SMALL), domain, credential);
  }

  /** The Authorization of whom has a name and a password; an identity token can stand for both. */
  static Optional<String> basic(Credential credential) {
    return switch (credential) {
      case Credential.Password(String user, String secret) -> Optional.of(basic(user, secret));
      case Credential.IdentityToken(String secret) -> Optional.of(basic("<token>", secret));
      case Credential.RegistryToken _ -> Optional.empty();
    };
  }

  private static String basic(String user, String secret) {
    byte[] both = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private Call query(String place, Scope scope) {
    StringBuilder target = new StringBuilder(realm.target());
    char separator = realm.target().indexOf('?') < 0 ? '?' : '&';
    if (!service.isEmpty()) {
      target.append(separator).append("service=").append(encoded(service));
      separator = '&';
    }
    for (String part : scope.parts()) {
      target.append(separator).append("scope=").append(encoded(part));
      separator = '&';
    }
    HttpUrl url = new HttpUrl(realm.origin(), target.toString());
    return new Call(place, "GET", url, Headers.NONE, Optional.empty(), Scope.NONE);
  }

  private Call refresh(String place, Scope scope, String secret) {
    String form =
        "grant_type=refresh_token&client_id=kobako&service="
            + encoded(service)
            + "&scope="
            + encoded(scope.toString())
            + "&refresh_token="
            + encoded(secret);
    return new Call(
        place,
        "POST",
        realm,
        Headers.NONE.with("Content-Type", "application/x-www-form-urlencoded"),
        Optional.of(new RequestBody.Bytes(form.getBytes(StandardCharsets.US_ASCII))),
        Scope.NONE);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Token token(
      Call call, Answer answer, String domain, Optional<Credential> credential) {
    if (answer.status() != 200) {
      throw Refusal.ofToken(call, answer, domain, credential);
    }
    try {
      JsonObject json = Json.object("token", answer.body());
      String value = json.text("token").or(() -> json.text("access_token")).orElse("");
      long seconds = json.number("expires_in").orElse(USUAL_SECONDS);
      if (!value.isEmpty() && value.length() <= MAX_TOKEN && isVisible(value)) {
        return new Token(value, Duration.ofSeconds(Math.clamp(seconds, 0, MAX_SECONDS)));
      }
    } catch (KobakoException _) {
      // Told below: the parser's own words could quote the token.
    }
    throw KobakoException.outside(
        Diagnostic.of(
            call.place(),
            call.display() + ": 200, but no token in it, expected a JSON object with 'token'",
            "try again; if it stays so, the registry's token server is broken"),
        null);
  }

  private static boolean isVisible(String token) {
    return token.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
