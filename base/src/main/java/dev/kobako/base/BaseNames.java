package dev.kobako.base;

import dev.kobako.config.Quoted;
import dev.kobako.debian.Distribution;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import dev.kobako.image.ImageReference;
import java.util.List;
import java.util.Optional;

/**
 * The names by which bases go: tags of Docker Hub's official images, and suites of the
 * distributions' archives.
 */
public final class BaseNames {
  static final String SLIM = "-slim";

  private static final int LONGEST = 64;

  /** What else names a suite of Debian's archive, and a tag of the image as well. */
  private static final List<String> DEBIAN_ALIASES =
      List.of("stable", "oldstable", "oldoldstable", "testing", "unstable", "sid");

  private BaseNames() {}

  /**
   * The base that stands for an image of Docker Hub; empty where none does: for other images, for a
   * digest, and for tags of one day or point release, whose very bytes are meant. {@code
   * ubuntu:latest} is not known either, since nothing in Ubuntu's archive says which suite that is;
   * {@code debian:latest} is Debian's suite {@code stable}.
   */
  public static Optional<BaseName> composable(ImageReference reference) {
    String tag = reference.tag().orElse("");
    if (!reference.domain().equals("docker.io")
        || !reference.path().startsWith("library/")
        || reference.digest().isPresent()) {
      return Optional.empty();
    }
    String distribution = reference.path().substring("library/".length());
    return Distribution.of(distribution).flatMap(known -> known(known, tag));
  }

  private static Optional<BaseName> known(Distribution distribution, String tag) {
    boolean debian = distribution == Distribution.DEBIAN;
    boolean slim = debian && tag.endsWith(SLIM);
    String name = slim ? tag.substring(0, tag.length() - SLIM.length()) : tag;
    if (debian && name.equals("latest")) {
      name = "stable";
    }
    boolean isSuite =
        distribution.codenames().contains(name) || (debian && DEBIAN_ALIASES.contains(name));
    Optional<String> suite = isSuite ? Optional.of(name) : distribution.codename(name);
    return suite.map(found -> new BaseName(distribution.id(), found, slim));
  }

  /**
   * Reads what a user calls a base: a tag as above, or any suite that an archive may have.
   *
   * @param text {@code debian:bookworm}, {@code debian:12-slim}, {@code ubuntu:noble-proposed}
   * @throws KobakoException usage, for what is no such name, or a suite that is nearly a known one
   */
  public static BaseName parse(String text) {
    return read(text)
        .orElseThrow(() ->
            KobakoException.usage(
                Diagnostic.of(
                    "base " + Quoted.of(text), "is no base, expected " + EXPECTED, remedy(text))));
  }

  static final String EXPECTED = "debian:SUITE or ubuntu:SUITE";

  /** The base of that name; empty where {@link #parse} would fail. */
  static Optional<BaseName> read(String text) {
    int colon = text.indexOf(':');
    String distribution = colon < 0 ? text : text.substring(0, colon);
    String tag = colon < 0 ? "latest" : text.substring(colon + 1);
    return Distribution.of(distribution)
        .flatMap(known -> known(known, tag).or(() -> named(known, tag)));
  }

  /** A suite that the archive may have, though no table does. */
  private static Optional<BaseName> named(Distribution distribution, String tag) {
    boolean slim = distribution == Distribution.DEBIAN && tag.endsWith(SLIM);
    String suite = slim ? tag.substring(0, tag.length() - SLIM.length()) : tag;
    return isSuite(suite) && !suite.equals("latest") && nearest(distribution, suite).isEmpty()
        ? Optional.of(new BaseName(distribution.id(), suite, slim))
        : Optional.empty();
  }

  static String remedy(String text) {
    int colon = text.indexOf(':');
    String distribution = colon < 0 ? text : text.substring(0, colon);
    Optional<Distribution> known = Distribution.of(distribution);
    if (known.isEmpty()) {
      return Spelling.nearest(distribution, Distribution.ids())
          .map(near -> "did you mean '" + near + text.substring(distribution.length()) + "'?")
          .orElse("name one as in debian:bookworm");
    }
    return nearest(known.orElseThrow(), text.substring(colon + 1))
        .map(near -> "did you mean '" + distribution + ":" + near + "'?")
        .orElse(
            "name a suite as in " + distribution + (colon < 0 ? ":noble" : ":" + example(text)));
  }

  private static String example(String text) {
    return text.startsWith("ubuntu") ? "noble" : "bookworm";
  }

  /** The known suite that a mistyped one probably is; empty for one that is known. */
  private static Optional<String> nearest(Distribution distribution, String suite) {
    int dash = suite.indexOf('-');
    String first = dash < 0 ? suite : suite.substring(0, dash);
    List<String> suites = distribution.codenames();
    return suites.contains(first)
        ? Optional.empty()
        : Spelling.nearest(first, suites).map(near -> near + suite.substring(first.length()));
  }

  /** Whether an archive could have a suite of that name; never more than one folder. */
  static boolean isSuite(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && isLetterOrDigit(text.charAt(0))
        && !isNumber(text)
        && text.chars().allMatch(c -> isLetterOrDigit(c) || ".+-_~".indexOf(c) >= 0);
  }

  /** A release's number that no table has is no suite: archives have none that are called so. */
  private static boolean isNumber(String text) {
    return text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }
}
