package dev.kobako.base;

import dev.kobako.debian.PackageVersion;
import dev.kobako.debian.Relation;
import java.util.List;
import java.util.Optional;

/**
 * A package as users ask for it, in options and files: {@code libc6}, {@code tzdata (>= 2024a)},
 * {@code python3:any}. The grammar is that of a single relation of Debian Policy 7.1.
 */
public final class WantedPackage {
  /** What messages say that is expected. */
  static final String EXPECTED = "a package's name, perhaps with a version in brackets";

  /** What messages say that should be written. */
  static final String REMEDY =
      "write it as in libc6, or tzdata (>= 2024a) with <<, <=, =, >= or >>";

  /** The longer signs first, so that none is read as the beginning of another. */
  private static final List<Relation.Operator> OPERATORS =
      List.of(
          Relation.Operator.EARLIER,
          Relation.Operator.EARLIER_OR_EQUAL,
          Relation.Operator.LATER_OR_EQUAL,
          Relation.Operator.LATER,
          Relation.Operator.EQUAL);

  private WantedPackage() {}

  /** The relation; empty for what is none. */
  public static Optional<Relation> parse(String text) {
    int bracket = text.indexOf('(');
    String subject = (bracket < 0 ? text : text.substring(0, bracket)).strip();
    int colon = subject.indexOf(':');
    String name = colon < 0 ? subject : subject.substring(0, colon);
    Optional<String> qualifier =
        colon < 0 ? Optional.empty() : Optional.of(subject.substring(colon + 1));
    if (!isName(name) || qualifier.filter(word -> !isQualifier(word)).isPresent()) {
      return Optional.empty();
    }
    if (bracket < 0) {
      return Optional.of(new Relation(name, qualifier, Optional.empty()));
    }
    return bound(text.substring(bracket).strip())
        .map(bound -> new Relation(name, qualifier, Optional.of(bound)));
  }

  private static Optional<Relation.Bound> bound(String text) {
    if (!text.endsWith(")")) {
      return Optional.empty();
    }
    String inner = text.substring(1, text.length() - 1).strip();
    for (Relation.Operator operator : OPERATORS) {
      if (inner.startsWith(operator.sign())) {
        String version = inner.substring(operator.sign().length()).strip();
        return isVersion(version)
            ? Optional.of(new Relation.Bound(operator, PackageVersion.of(version)))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** As {@link #parse} reads it, always in the same form. */
  public static String text(Relation relation) {
    return relation.name()
        + relation.qualifier().map(word -> ":" + word).orElse("")
        + relation
            .bound()
            .map(bound -> " (" + bound.operator().sign() + " " + bound.version().text() + ")")
            .orElse("");
  }

  /** Debian Policy 5.6.1. */
  static boolean isName(String text) {
    return text.length() >= 2
        && text.length() <= 128
        && isLowerOrDigit(text.charAt(0))
        && text.chars().allMatch(c -> isLowerOrDigit(c) || "+-.".indexOf(c) >= 0);
  }

  /** An architecture, or {@code any} or {@code native}. */
  static boolean isQualifier(String text) {
    return !text.isEmpty()
        && text.length() <= 32
        && text.chars().allMatch(c -> isLowerOrDigit(c) || c == '-');
  }

  /** Debian Policy 5.6.12; dpkg wants a digit first, after the epoch. */
  static boolean isVersion(String text) {
    int colon = text.indexOf(':');
    String epoch = colon < 0 ? "0" : text.substring(0, colon);
    String rest = text.substring(colon + 1);
    return text.length() <= 128
        && !rest.isEmpty()
        && !epoch.isEmpty()
        && epoch.length() <= 9
        && epoch.chars().allMatch(WantedPackage::isDigit)
        && isDigit(rest.charAt(0))
        && !rest.endsWith("-")
        && rest.chars()
            .allMatch(c -> isLowerOrDigit(c) || (c >= 'A' && c <= 'Z') || ".+-~:".indexOf(c) >= 0);
  }

  private static boolean isLowerOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || isDigit(c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
