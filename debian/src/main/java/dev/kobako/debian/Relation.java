package dev.kobako.debian;

import java.util.List;
import java.util.Optional;

/**
 * One package that a relationship field names (Debian Policy 7.1): {@code python3:any (>= 3.11)}.
 *
 * @param name of a package, real or virtual
 * @param qualifier after the colon: {@code any}, {@code native} or an architecture
 * @param bound what the version must be
 */
public record Relation(String name, Optional<String> qualifier, Optional<Bound> bound) {
  /** How versions are compared. */
  public enum Operator {
    EARLIER("<<"),
    EARLIER_OR_EQUAL("<="),
    EQUAL("="),
    LATER_OR_EQUAL(">="),
    LATER(">>");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** As fields have it. */
    public String sign() {
      return sign;
    }
  }

  /** A condition on a version. */
  public record Bound(Operator operator, PackageVersion version) {}

  /** The relations of a field without alternatives: Conflicts, Breaks, Replaces, Provides. */
  public static List<Relation> list(String field) {
    throw new UnsupportedOperationException();
  }
}
