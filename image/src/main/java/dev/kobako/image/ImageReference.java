package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of an image as Docker and its kin write it, always complete: {@code git} is {@code
 * docker.io/library/git:latest}. The grammar is the one of distribution's {@code reference}
 * package.
 *
 * @param domain the registry's host and, if not the usual one, port
 * @param path the repository in that registry
 * @param tag the image's name in its repository; there is one or a digest or both
 * @param digest the manifest's or index's digest
 */
public record ImageReference(
    String domain, String path, Optional<String> tag, Optional<Digest> digest) {
  private static final int SHA256_DIGITS = 64;

  /** As many as people are shown. */
  private static final int FEWEST_DIGITS = 12;

  private static final String DEFAULT_DOMAIN = "docker.io";
  private static final String DEFAULT_NAMESPACE = "library/";
  private static final int MAX_PATH = 255;
  private static final int MAX_TEXT = 1024;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]++(?:(?:\\.|__?|-++)[a-z0-9]++)*+");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)"
              + "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\\[[0-9A-Fa-f:]+\\])"
              + "(?::[0-9]{1,5})?");
  private static final Pattern HEX64 = Pattern.compile("[0-9a-f]{64}");

  public ImageReference {
    String text = domain + "/" + path;
    if (!DOMAIN.matcher(domain).matches()) {
      throw invalid(text, "'" + domain + "' is not a host name", "write it as in ghcr.io/me/app");
    }
    checkPath(text, path);
    tag.ifPresent(name -> checkTag(text + ":" + name, name));
    if (tag.isEmpty() && digest.isEmpty()) {
      tag = Optional.of("latest");
    }
  }

  /**
   * Reads a name, short or complete.
   *
   * @throws KobakoException usage, that says what is wrong with the text
   */
  public static ImageReference parse(String text) {
    if (text.isEmpty()) {
      throw invalid("''", "it is empty", "give a name such as debian:13");
    }
    if (text.length() > MAX_TEXT) {
      throw invalid(
          text.substring(0, 40) + "…",
          text.length() + " characters, at most " + MAX_TEXT + " are allowed",
          "give a shorter name");
    }
    if (HEX64.matcher(text).matches()) {
      throw invalid(
          text, "64 hexadecimal digits could be an image's id", "write it as NAME@sha256:" + text);
    }
    String rest = text;
    Optional<Digest> digest = Optional.empty();
    int at = rest.indexOf('@');
    if (at >= 0) {
      digest = Optional.of(digest(text, rest.substring(at + 1)));
      rest = rest.substring(0, at);
    }
    String domain = domainOf(rest);
    rest = domain.isEmpty() ? rest : rest.substring(domain.length() + 1);
    Optional<String> tag = Optional.empty();
    int colon = rest.indexOf(':');
    if (colon >= 0) {
      String name = rest.substring(colon + 1);
      checkTag(text, name);
      tag = Optional.of(name);
      rest = rest.substring(0, colon);
    }
    checkPath(text, rest);
    if (domain.isEmpty() || domain.equals("index.docker.io")) {
      domain = DEFAULT_DOMAIN;
    }
    if (domain.equals(DEFAULT_DOMAIN) && rest.indexOf('/') < 0) {
      rest = DEFAULT_NAMESPACE + rest;
    }
    if (!DOMAIN.matcher(domain).matches()) {
      throw invalid(text, "'" + domain + "' is not a host name", "write it as in ghcr.io/me/app");
    }
    return new ImageReference(domain, rest, tag, digest);
  }

  /** What is before the first slash, if it can only be a host; else empty. */
  private static String domainOf(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return "";
    }
    String first = text.substring(0, slash);
    boolean host =
        first.indexOf('.') >= 0
            || first.indexOf(':') >= 0
            || first.equals("localhost")
            || !first.toLowerCase(Locale.ROOT).equals(first);
    return host ? first : "";
  }

  private static void checkPath(String text, String path) {
    if (path.length() > MAX_PATH) {
      throw invalid(
          text.substring(0, 40) + "…",
          "the repository has " + path.length() + " characters, at most 255 are allowed",
          "give a shorter name");
    }
    if (!path.toLowerCase(Locale.ROOT).equals(path)) {
      throw invalid(
          text,
          "'" + path + "' has upper-case letters",
          "write it in lower case: " + path.toLowerCase(Locale.ROOT));
    }
    for (String name : path.split("/", -1)) {
      if (!NAME.matcher(name).matches()) {
        throw invalid(
            text,
            name.isEmpty() ? "a part of the name is empty" : "'" + name + "' can't be in a name",
            "use a-z and 0-9, with single '.', '_', '__' or any number of '-' only between them");
      }
    }
  }

  private static void checkTag(String text, String tag) {
    if (!TAG.matcher(tag).matches()) {
      throw invalid(
          text,
          "'" + tag + "' is not a tag",
          "a tag has at most 128 letters, digits, '_', '.' or '-' and starts with none of the last"
              + " two");
    }
  }

  /** The digest that was written where a name is expected: it reads as a tag of {@code sha256}. */
  Optional<Digest> loneDigest() {
    boolean isLone =
        domain.equals(DEFAULT_DOMAIN)
            && path.equals(DEFAULT_NAMESPACE + "sha256")
            && tag.orElse("").length() == SHA256_DIGITS
            && tag.orElse("").chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
    return isLone ? Optional.of(Digest.parse("sha256:" + tag.orElse(""))) : Optional.empty();
  }

  /**
   * The first digits of a digest, written where a name is expected: {@code 3dbb78d9dc5f}, or {@code
   * sha256:3dbb78d9dc5f}, which read as a name and a tag.
   *
   * @param text a complete name; empty is what can't be such digits, as other names can't
   */
  static Optional<String> digestStart(String text) {
    String latest = ":latest";
    String name = text.substring(text.lastIndexOf('/') + 1);
    String digits =
        name.startsWith("sha256:")
            ? name.substring(7)
            : name.endsWith(latest) ? name.substring(0, name.length() - latest.length()) : "";
    boolean right =
        text.equals(DEFAULT_DOMAIN + "/" + DEFAULT_NAMESPACE + name)
            && digits.length() >= FEWEST_DIGITS
            && digits.chars().allMatch(c -> "0123456789abcdef".indexOf(c) >= 0);
    return right ? Optional.of(digits) : Optional.empty();
  }

  private static Digest digest(String text, String digest) {
    try {
      return Digest.parse(digest);
    } catch (KobakoException e) {
      throw invalid(
          text, e.diagnostic().fact(), e.diagnostic().remedy().orElse("leave the digest out"));
    }
  }

  /** The same repository with another tag and no digest. */
  public ImageReference withTag(String newTag) {
    return new ImageReference(domain, path, Optional.of(newTag), Optional.empty());
  }

  /** The shortest text that means the same: {@code git:latest}, {@code ghcr.io/me/app:1}. */
  public String familiar() {
    String name = domain + "/" + path;
    if (domain.equals(DEFAULT_DOMAIN)) {
      name =
          path.startsWith(DEFAULT_NAMESPACE) && path.indexOf('/', 8) < 0
              ? path.substring(DEFAULT_NAMESPACE.length())
              : path;
    }
    return name + suffix();
  }

  private String suffix() {
    return tag.map(name -> ":" + name).orElse("") + digest.map(hash -> "@" + hash).orElse("");
  }

  /** The complete text: {@code docker.io/library/git:latest}. */
  @Override
  public String toString() {
    return domain + "/" + path + suffix();
  }

  private static KobakoException invalid(String text, String fact, String remedy) {
    return KobakoException.usage(Diagnostic.of("image name " + text, fact, remedy));
  }
}
