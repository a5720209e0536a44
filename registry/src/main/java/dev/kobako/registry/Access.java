package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.Origin;
import dev.kobako.http.Printable;
import dev.kobako.http.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one endpoint is convinced of who asks. Nobody is named before the endpoint asks for it; from
 * then on, each request names its user at once. Safe for use by many threads.
 *
 * <p>Secrets go to the endpoint itself and to the token server that it names, never without
 * encryption unless the endpoint itself may be reached so, and then to no other machine.
 */
final class Access {
  private final Endpoint endpoint;
  private final Exchanges exchanges;
  private final Tokens tokens;
  private final CredentialSource credentials;
  private volatile @Nullable Challenge known;
  private Optional<Credential> credential = Optional.empty();
  private boolean lookedUp;

  Access(Endpoint endpoint, Exchanges exchanges, Tokens tokens, CredentialSource credentials) {
    this.endpoint = endpoint;
    this.exchanges = exchanges;
    this.tokens = tokens;
    this.credentials = credentials;
  }

  /** The Authorization that the endpoint is known to want; nothing before its first answer. */
  Optional<String> authorization(Call call) {
    Challenge wanted = known;
    return wanted == null ? Optional.empty() : authorization(call, wanted, Optional.empty());
  }

  /**
   * What to try after a 401.
   *
   * @param used the Authorization that was refused
   * @return another one; empty where there is none
   */
  Optional<String> afterRefusal(Call call, Response refusal, Optional<String> used) {
    List<Challenge> all = Challenge.parse(refusal.headers().all("WWW-Authenticate"));
    Optional<Challenge> chosen =
        first(all, "bearer")
            .filter(bearer -> bearer.parameter("realm").isPresent())
            .or(() -> first(all, "basic"));
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    known = chosen.get();
    return authorization(call, chosen.get(), used).filter(next -> !used.equals(Optional.of(next)));
  }

  /** Looked up once; may run a credential helper. */
  private synchronized Optional<Credential> credential() {
    if (!lookedUp) {
      credential = credentials.find(endpoint.domain(), endpoint.path());
      lookedUp = true;
    }
    return credential;
  }

  /** The answer without the secret, should the endpoint repeat it. */
  synchronized Answer censored(Answer answer) {
    return credential.map(answer::without).orElse(answer);
  }

  private static Optional<Challenge> first(List<Challenge> all, String scheme) {
    return all.stream().filter(challenge -> challenge.scheme().equals(scheme)).findFirst();
  }

  private Optional<String> authorization(Call call, Challenge challenge, Optional<String> refused) {
    Optional<Credential> who = credential();
    if (challenge.scheme().equals("basic")) {
      return who.flatMap(TokenServer::basic);
    }
    if (who.orElse(null) instanceof Credential.RegistryToken(String secret)) {
      return Optional.of("Bearer " + secret);
    }
    TokenServer server = tokenServer(call, challenge, who);
    Scope scope = call.scope().and(Scope.parse(challenge.parameter("scope").orElse("")));
    String token =
        tokens.token(
            new Tokens.Key(server, who, scope),
            refused.map(header -> header.substring(header.indexOf(' ') + 1)),
            () -> server.ask(exchanges, call.place(), endpoint.domain(), who, scope));
    return Optional.of("Bearer " + token);
  }

  private TokenServer tokenServer(Call call, Challenge challenge, Optional<Credential> who) {
    String realm = challenge.parameter("realm").orElse("");
    HttpUrl url =
        HttpUrl.parse(realm)
            .orElseThrow(() ->
                refused(
                    call, realm, "expected a URL", "ask the registry's operator to set its realm"));
    if (url.origin().scheme() == Origin.Scheme.HTTP) {
      boolean plain = call.url().origin().scheme() == Origin.Scheme.HTTP;
      boolean near =
          call.url().origin().host().equals(url.origin().host())
              || (RegistryHost.of(call.url().origin()).isLoopback()
                  && RegistryHost.of(url.origin()).isLoopback());
      if (!plain || (who.isPresent() && !near)) {
        throw refused(
            call,
            realm,
            "credentials are not sent there without encryption, expected https://",
            "ask the registry's operator to encrypt its token server");
      }
    }
    return new TokenServer(url, challenge.parameter("service").orElse(""));
  }

  private static KobakoException refused(Call call, String realm, String fact, String remedy) {
    int query = realm.indexOf('?');
    String shown = Printable.of(query < 0 ? realm : realm.substring(0, query), 200);
    return KobakoException.outside(
        Diagnostic.of(
            call.place(),
            call.display() + ": 401 names the token server '" + shown + "': " + fact,
            remedy),
        null);
  }
}
