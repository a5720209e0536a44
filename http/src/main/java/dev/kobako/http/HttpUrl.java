package dev.kobako.http;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A URL of a server on the network, as servers name places in {@code Location} and {@code Link}.
 * Dot segments are left as they are: the server who wrote them knows what they mean.
 *
 * @param target path and query, encoded, from the first slash; without a fragment
 */
public record HttpUrl(Origin.Tcp origin, String target) {
  /** An absolute URL; empty where it is none that we can ask, or names a user. */
  public static Optional<HttpUrl> parse(String text) {
    int colon = text.indexOf("://");
    Origin.Scheme scheme = colon < 0 ? null : scheme(text.substring(0, colon));
    if (scheme == null) {
      return Optional.empty();
    }
    int start = colon + 3;
    int end = endOfAny(text, start, "/?#");
    Origin.Tcp origin = origin(scheme, text.substring(start, end));
    return origin == null ? Optional.empty() : withTarget(origin, text.substring(end));
  }

  /** What a reference found in an answer from this URL leads to (RFC 3986, 5.2). */
  public Optional<HttpUrl> resolve(String reference) {
    if (reference.startsWith("//")) {
      return parse(origin.scheme().text() + ":" + reference);
    }
    if (reference.startsWith("/")) {
      return withTarget(origin, reference);
    }
    int colon = reference.indexOf(':');
    if (colon >= 0 && colon < endOfAny(reference, 0, "/?#")) {
      return parse(reference);
    }
    String path = target.substring(0, endOfAny(target, 0, "?"));
    if (reference.startsWith("?")) {
      return withTarget(origin, path + reference);
    }
    return reference.isEmpty()
        ? Optional.of(this)
        : withTarget(origin, path.substring(0, path.lastIndexOf('/') + 1) + reference);
  }

  private static Optional<HttpUrl> withTarget(Origin.Tcp origin, String rest) {
    String target = rest.substring(0, endOfAny(rest, 0, "#"));
    String rooted = target.startsWith("/") ? target : "/" + target;
    return Token.isTarget(rooted) ? Optional.of(new HttpUrl(origin, rooted)) : Optional.empty();
  }

  private static Origin.@Nullable Scheme scheme(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "http" -> Origin.Scheme.HTTP;
      case "https" -> Origin.Scheme.HTTPS;
      default -> null;
    };
  }

  private static Origin.@Nullable Tcp origin(Origin.Scheme scheme, String authority) {
    int bracket = authority.lastIndexOf(']');
    int colon = authority.indexOf(':', bracket + 1);
    String host = colon < 0 ? authority : authority.substring(0, colon);
    String digits = colon < 0 ? "" : authority.substring(colon + 1);
    if (bracket >= 0) {
      if (!host.startsWith("[") || bracket != host.length() - 1) {
        return null;
      }
      host = host.substring(1, bracket);
    }
    try {
      if (digits.startsWith("+")) {
        return null; // Which Java reads as a number.
      }
      int port = digits.isEmpty() ? scheme.usualPort() : Integer.parseInt(digits);
      return new Origin.Tcp(scheme, host.toLowerCase(Locale.ROOT), port);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static int endOfAny(String text, int start, String letters) {
    int end = start;
    while (end < text.length() && letters.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** For messages: without the query, since signed URLs carry secrets in it. */
  @Override
  public String toString() {
    int query = target.indexOf('?');
    return origin + (query < 0 ? target : target.substring(0, query) + "?…");
  }
}
