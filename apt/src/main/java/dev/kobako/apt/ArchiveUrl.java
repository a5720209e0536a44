package dev.kobako.apt;

import dev.kobako.apt.AptCredentials.Login;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.Printable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What the URL of an archive leads to. */
sealed interface ArchiveUrl {
  /**
   * A server.
   *
   * @param root without a slash at the end of its path
   * @param login what the URL itself says of it
   */
  record Server(HttpUrl root, Optional<Login> login) implements ArchiveUrl {}

  /** A folder of the host. */
  record Folder(Path root) implements ArchiveUrl {}

  /**
   * Reads a URL.
   *
   * @param place where it is written, for messages
   * @throws KobakoException usage, for what kobako can't reach
   */
  static ArchiveUrl parse(String text, String place) {
    int colon = text.indexOf(':');
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    return switch (scheme) {
      case "http", "https" -> server(text, place);
      case "file", "copy" -> folder(text.substring(colon + 1), place);
      default -> throw unknown(place, "can't reach archives by '" + Printable.of(scheme, 20) + "'");
    };
  }

  private static Server server(String text, String place) {
    int start = text.indexOf("://") + 3;
    int slash = text.indexOf('/', start);
    int end = slash < 0 ? text.length() : slash;
    int at = start < 3 ? -1 : text.lastIndexOf('@', end - 1);
    String plain = at < start ? text : text.substring(0, start) + text.substring(at + 1);
    HttpUrl url =
        HttpUrl.parse(plain.endsWith("/") ? plain : plain + "/")
            .orElseThrow(
                () -> unknown(place, "has no URL of an archive in '" + shown(plain) + "'"));
    String path = url.target();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    Optional<Login> login = at < start ? Optional.empty() : login(text.substring(start, at), place);
    return new Server(new HttpUrl(url.origin(), path.isEmpty() ? "/" : path), login);
  }

  private static Optional<Login> login(String userInfo, String place) {
    int colon = userInfo.indexOf(':');
    try {
      return Optional.of(
          colon < 0
              ? new Login(decoded(userInfo), "")
              : new Login(
                  decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1))));
    } catch (IllegalArgumentException _) {
      throw unknown(place, "has a user's name or password with a wrong '%' in a URL");
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Folder folder(String rest, String place) {
    String path = rest.startsWith("//") ? rest.substring(2) : rest;
    try {
      Path folder = Path.of(decoded(path));
      if (folder.isAbsolute()) {
        return new Folder(folder.normalize());
      }
    } catch (IllegalArgumentException _) {
      // told below
    }
    throw unknown(place, "has no absolute path in 'file:" + shown(rest) + "'");
  }

  private static String shown(String text) {
    return Printable.of(text, 100);
  }

  private static KobakoException unknown(String place, String fact) {
    return KobakoException.usage(
        Diagnostic.of(
            place,
            fact,
            "write the URL of an archive's root, as http://deb.debian.org/debian or file:/srv/mirror"));
  }
}
