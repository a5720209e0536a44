package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.HttpFailure;
import dev.kobako.image.Digest;
import java.io.IOException;
import java.util.Optional;

/** What an answer that we can't go on with, or none at all, means to the user. */
final class Refusal {
  private static final String HUB = "docker.io";

  private Refusal() {}

  /** An answer to a request for something that must be there or be possible. */
  static KobakoException of(Call call, Answer answer, String domain) {
    String fact = call.display() + ": " + answer.display();
    return switch (answer.status()) {
      case 401, 403 -> outside(call, "denied: " + fact, deniedRemedy(domain));
      case 404 -> finding(call, "not there: " + fact, "check the name");
      case 405 -> outside(call, fact, "the registry doesn't allow this; ask its operator");
      case 413 ->
          outside(call, fact, "the registry or a proxy before it bounds sizes; ask its operator");
      case 429 ->
          outside(
              call,
              "too many requests: " + fact,
              "wait a while, or log in with 'kobako login " + domain + "' if you have not");
      default ->
          outside(
              call,
              fact,
              answer.status() >= 500
                  ? "the registry has trouble; try again later"
                  : "the registry answered what it should not; check that it is one");
    };
  }

  /** A manifest that isn't there. */
  static KobakoException noImage(Call call, Answer answer) {
    return finding(
        call,
        "no such image: " + call.display() + ": " + answer.display(),
        "check the name; 'kobako tags " + repository(call.place()) + "' lists the tags there are");
  }

  /** The place without tag and digest. */
  private static String repository(String place) {
    int at = place.indexOf('@');
    String name = at < 0 ? place : place.substring(0, at);
    int colon = name.indexOf(':', name.lastIndexOf('/'));
    return colon < 0 ? name : name.substring(0, colon);
  }

  /** A token server that gives none. */
  static KobakoException ofToken(
      Call call, Answer answer, String domain, Optional<Credential> credential) {
    boolean denied = answer.status() == 400 || answer.status() == 401 || answer.status() == 403;
    if (!denied) {
      return of(call, answer, domain);
    }
    return outside(
        call,
        (credential.isPresent() ? "the credentials for " + domain + " are refused: " : "denied: ")
            + call.display()
            + ": "
            + credential.map(answer::without).orElse(answer).display(),
        deniedRemedy(domain));
  }

  /** No answer. */
  static KobakoException unreachable(Call call, IOException cause) {
    if (!(cause instanceof HttpFailure failure)) {
      return outside(call, call.display() + ": " + cause.getMessage(), "try again", cause);
    }
    String remedy =
        switch (failure.kind()) {
          case UNKNOWN_HOST -> "check the registry's name and the network";
          case CONNECT -> "check that the registry runs and can be reached from here";
          case TLS ->
              "see docs/registries.md for how to trust an authority of one's own, or give"
                  + " --insecure if you trust the network";
          case CLIENT_CERTIFICATE ->
              "put the certificate that you were given and its key, as client.cert and client.key,"
                  + " into ~/.config/containers/certs.d/"
                  + call.url().origin().authority();
          case NOT_ENCRYPTED -> "give --insecure if you trust the network";
          case BUSY -> "wait as long as the server asks";
          case STALLED, CUT -> "try again; what was moved completely is not moved again";
          case PROTOCOL -> "check that there is a registry at that address";
          case PROXY -> "check the proxy that the environment names";
        };
    return outside(call, failure.place() + ": " + failure.fact(), remedy, cause);
  }

  /** A registry that stores something else than it was given. */
  static KobakoException changed(Call call, Digest stored, Digest sent) {
    return outside(
        call,
        call.display() + ": the registry stored " + stored + ", expected " + sent,
        "don't use this registry: it changes what it is given");
  }

  /** A blob to be sent whose source failed. */
  static KobakoException unreadable(Call call, Digest blob, IOException cause) {
    return outside(
        call,
        "blob " + blob + " can't be read: " + cause.getMessage(),
        "check where the image comes from and try again",
        cause);
  }

  private static String deniedRemedy(String domain) {
    String login = "log in with 'kobako login " + domain + "' as someone who may";
    return domain.equals(HUB)
        ? "check the name, Docker Hub denies what doesn't exist; else " + login
        : login;
  }

  private static KobakoException finding(Call call, String fact, String remedy) {
    return KobakoException.finding(Diagnostic.of(call.place(), fact, remedy));
  }

  static KobakoException outside(Call call, String fact, String remedy) {
    return KobakoException.outside(Diagnostic.of(call.place(), fact, remedy), null);
  }

  private static KobakoException outside(Call call, String fact, String remedy, Throwable cause) {
    return KobakoException.outside(Diagnostic.of(call.place(), fact, remedy), cause);
  }
}
