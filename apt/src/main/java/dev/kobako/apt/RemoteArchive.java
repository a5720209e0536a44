package dev.kobako.apt;

import dev.kobako.apt.AptCredentials.Login;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Headers;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.Request;
import dev.kobako.http.Response;
import dev.kobako.image.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An archive on a server.
 *
 * @param root of it, without a slash at its end
 * @param login as whom it is asked; nobody else is told, wherever it sends us
 * @param exchanges what asks
 */
record RemoteArchive(HttpUrl root, Optional<Login> login, Exchanges exchanges)
    implements ArchiveRoot {
  @Override
  public String name() {
    String text = root.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public Optional<SmallFile> small(String path, Validators known, int limit) {
    Request request = request(path, conditions(known));
    return exchanges.read(request, response -> small(request, response, limit));
  }

  private static Optional<SmallFile> small(Request request, Response response, int limit)
      throws IOException {
    return switch (response.status()) {
      case 200 -> {
        Headers headers = response.headers();
        yield Optional.of(
            new SmallFile.Fresh(
                response.bytes(limit),
                new Validators(
                    headers.first("ETag").orElse(""), headers.first("Last-Modified").orElse(""))));
      }
      case 304 -> Optional.of(new SmallFile.Unchanged());
      case 404, 410 -> Optional.empty();
      default -> throw refused(request.display(), response.status());
    };
  }

  private static Headers conditions(Validators known) {
    // Caches on the way must ask too: a release and its indexes change together.
    Headers headers = Headers.NONE.with("Cache-Control", "max-age=0");
    if (!known.etag().isEmpty()) {
      return headers.with("If-None-Match", known.etag());
    }
    return known.lastModified().isEmpty()
        ? headers
        : headers.with("If-Modified-Since", known.lastModified());
  }

  @Override
  public Content file(String path, long size, String what, String missing) {
    return new RemoteFile(this, path, size, what, missing);
  }

  /** What is sent for a file. */
  Request request(String path, Headers headers) {
    Headers all = headers.with("User-Agent", "kobako");
    String base = root.target().endsWith("/") ? root.target() : root.target() + "/";
    return Request.of(
        "GET",
        root.origin(),
        base + encoded(path),
        login.map(known -> all.with("Authorization", basic(known))).orElse(all));
  }

  /** What stands in the header Authorization (RFC 7617). */
  private static String basic(Login login) {
    byte[] pair = (login.user() + ":" + login.password()).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** A path of file names as a URL has it (RFC 3986, 3.3). */
  private static String encoded(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "/-._~+:@!$&'()*,;=".indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append('%')
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      }
    }
    return out.toString();
  }

  /** What a status means that is neither success nor absence. */
  static KobakoException refused(String place, int status) {
    String remedy =
        switch (status) {
          case 401 ->
              "write user and password into the archive's URL, or into a file in"
                  + " /etc/apt/auth.conf.d";
          case 403, 407, 451 -> "ask the operator of the server or proxy for access";
          default -> "try again later, or name another mirror";
        };
    return KobakoException.outside(
        Diagnostic.of(place, "the server answers with status " + status, remedy), null);
  }
}
