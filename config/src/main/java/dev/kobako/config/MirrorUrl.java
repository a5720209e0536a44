package dev.kobako.config;

import java.util.Locale;
import java.util.Optional;

/**
 * Where the root of a package archive is, as a user names it: on a server, or in a folder of this
 * machine ({@code file:/srv/mirror}). May hold a user's name and password, which {@link #toString}
 * and messages leave out.
 *
 * @param text without a slash at its end
 */
public record MirrorUrl(String text) {
  private static final int MAX = 1024;

  public MirrorUrl {
    if (fault(text).isPresent() || text.endsWith("/")) {
      throw new IllegalArgumentException("no mirror: " + Quoted.of(text));
    }
  }

  /**
   * Reads what a field has.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding that says what is wrong with it
   */
  public static MirrorUrl of(FieldText field) {
    String text = field.text();
    while (text.endsWith("/")) {
      text = text.substring(0, text.length() - 1);
    }
    Optional<String> fault = fault(text);
    if (fault.isPresent()) {
      throw field.refused(
          "the URL of a package archive: " + fault.get(),
          "write http:// or https:// with a host and the archive's folder, or file:/FOLDER");
    }
    return new MirrorUrl(text);
  }

  private static Optional<String> fault(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean folder = lower.startsWith("file:/");
    if (!folder && !lower.startsWith("http://") && !lower.startsWith("https://")) {
      return Optional.of("it has neither http:// nor https:// nor file:/");
    }
    if (text.length() > MAX) {
      return Optional.of("it has more than " + MAX + " characters");
    }
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7F && "?#\"'<>\\^`{|}".indexOf(c) < 0)) {
      return Optional.of("it has characters that are not in the URL of a folder");
    }
    if (folder) {
      return Optional.empty();
    }
    int start = text.indexOf("//") + 2;
    int slash = text.indexOf('/', start);
    String authority = text.substring(start, slash < 0 ? text.length() : slash);
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    return host.isEmpty() || host.startsWith(":")
        ? Optional.of("it has no host")
        : Optional.empty();
  }

  /** The URL without a user's name and password, as it may be shown and kept in files. */
  public String withoutCredentials() {
    if (!text.contains("://")) {
      return text;
    }
    int start = text.indexOf("//") + 2;
    int slash = text.indexOf('/', start);
    int at = text.lastIndexOf('@', slash < 0 ? text.length() : slash);
    return at < start ? text : text.substring(0, start) + text.substring(at + 1);
  }

  /** As {@link #withoutCredentials}. */
  @Override
  public String toString() {
    return withoutCredentials();
  }
}
