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

  private static final int LONGEST_VERSION = 200;

  private WantedPackage() {}

  /**
   * The relation; empty for what is none. What dpkg takes for old times' sake, such as {@code >}
   * for {@code >=}, is refused: who writes it today means something else.
   */
  public static Optional<Relation> parse(String text) {
    try {
      List<Relation> relations = Relation.list(text);
      return relations.size() == 1
              && isName(relations.getFirst().name())
              && relations.getFirst().qualifier().stream().allMatch(WantedPackage::isQualifier)
              && squeezed(text).equals(squeezed(relations.getFirst().toString()))
          ? Optional.of(relations.getFirst())
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String squeezed(String text) {
    StringBuilder out = new StringBuilder();
    text.chars().filter(c -> c != ' ' && c != '\t').forEach(c -> out.append((char) c));
    return out.toString();
  }

  /** Whether a package can have that name (Debian Policy 5.6.1). */
  public static boolean isName(String text) {
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

  /** Whether it is a version and nothing around it. */
  static boolean isVersion(String text) {
    try {
      return new PackageVersion(text).text().length() <= LONGEST_VERSION;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean isLowerOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || isDigit(c);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
