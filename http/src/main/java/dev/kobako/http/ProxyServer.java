package dev.kobako.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that speaks HTTP. Its text names no secret.
 *
 * @param origin where it is reached
 * @param authorization the value of Proxy-Authorization, a secret; null where none is needed
 */
record ProxyServer(Origin.Tcp origin, @Nullable String authorization) {
  /**
   * Reads {@code [http[s]://][user[:password]@]host[:port][/]}.
   *
   * @throws IllegalArgumentException whose message continues "the value of NAME", without secrets
   */
  static ProxyServer parse(String url) {
    int schemeEnd = url.indexOf("://");
    String scheme = schemeEnd < 0 ? "http" : url.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      if (!Token.isToken(scheme, scheme.length())) {
        throw new IllegalArgumentException("is no URL of a proxy"); // Perhaps a password.
      }
      throw new IllegalArgumentException(
          "has the scheme \"" + Printable.of(scheme, 20) + "\", expected http or https");
    }
    String rest = schemeEnd < 0 ? url : url.substring(schemeEnd + 3);
    int userEnd = rest.lastIndexOf('@');
    String place = scheme + "://" + rest.substring(userEnd + 1);
    Origin.Tcp origin =
        HttpUrl.parse(place)
            .map(HttpUrl::origin)
            .orElseThrow(() -> new IllegalArgumentException("is no URL of a proxy"));
    return new ProxyServer(origin, userEnd < 0 ? null : basic(rest.substring(0, userEnd)));
  }

  private static String basic(String userInfo) {
    byte[] decoded = percentDecoded(userInfo.indexOf(':') < 0 ? userInfo + ":" : userInfo);
    return "Basic " + Base64.getEncoder().encodeToString(decoded);
  }

  private static byte[] percentDecoded(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%' && i + 2 < bytes.length) {
        int high = Character.digit(bytes[i + 1], 16);
        int low = Character.digit(bytes[i + 2], 16);
        if (high >= 0 && low >= 0) {
          out.write(high << 4 | low);
          i += 2;
          continue;
        }
      }
      out.write(bytes[i]);
    }
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return origin.toString();
  }
}
