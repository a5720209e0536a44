package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Headers;
import dev.kobako.http.HttpUrl;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Printable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The URL of a file, as a Dockerfile has it.
 *
 * @param text as written; it may hold a login, and secrets in its query
 * @param place where to ask
 * @param headers a login, if it has one
 */
record DownloadUrl(String text, HttpUrl place, Headers headers) {
  /** BuildKit's name for a file whose URL has none. */
  private static final String UNNAMED = "__unnamed__";

  private static final String HEX = "0123456789ABCDEF";

  /**
   * Reads a URL.
   *
   * @throws KobakoException a finding, where nobody can be asked for it
   */
  static DownloadUrl of(String text) {
    int start = text.indexOf("://") + 3;
    int end = start;
    while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    int at = text.lastIndexOf('@', end - 1);
    boolean login = start >= 3 && at >= start;
    String plain = login ? text.substring(0, start) + text.substring(at + 1) : text;
    Headers headers =
        login
            ? Headers.NONE.with("Authorization", "Basic " + base64(text.substring(start, at)))
            : Headers.NONE;
    return HttpUrl.parse(encoded(plain))
        .map(place -> new DownloadUrl(text, place, headers))
        .orElseThrow(() ->
            KobakoException.finding(
                Diagnostic.of(
                    Printable.text(withoutQuery(plain)),
                    "is no URL of a file",
                    "write it as https://host/path")));
  }

  private static String base64(String login) {
    byte[] bytes = decoded(login).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String withoutQuery(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query) + "?…";
  }

  /** What a URL can't have as it is, as browsers send it. */
  private static String encoded(String url) {
    StringBuilder out = new StringBuilder();
    for (byte each : PathBytes.encode(url)) {
      if (each > ' ' && each < 0x7f && "\"<>\\^`{|}".indexOf(each) < 0) {
        out.append((char) each);
      } else {
        out.append('%').append(HEX.charAt(each >> 4 & 15)).append(HEX.charAt(each & 15));
      }
    }
    return out.toString();
  }

  private static String decoded(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = PathBytes.encode(text);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low < 0) {
        out.write(bytes[i]);
      } else {
        out.write(high << 4 | low);
        i += 2;
      }
    }
    return PathBytes.decode(out.toByteArray());
  }

  /** The last name of the path, which the file gets in a folder. */
  String fileName() {
    String target = place.target();
    int query = target.indexOf('?');
    String path = decoded(query < 0 ? target : target.substring(0, query));
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    String name = path.substring(path.lastIndexOf('/', end - 1) + 1, end).strip();
    if (end == 0) {
      return UNNAMED;
    }
    boolean odd =
        name.isEmpty()
            || name.equals(".")
            || name.equals("..")
            || name.chars().anyMatch(Character::isISOControl);
    return odd ? "download" : name;
  }

  /** Without login and query, for messages. */
  @Override
  public String toString() {
    return place.toString();
  }
}
