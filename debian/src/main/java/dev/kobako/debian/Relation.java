package dev.kobako.debian;

import java.util.ArrayList;
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
  public record Bound(Operator operator, PackageVersion version) {
    /** Whether a version fulfils it. */
    public boolean holds(PackageVersion seen) {
      int order = seen.compareTo(version);
      return switch (operator) {
        case EARLIER -> order < 0;
        case EARLIER_OR_EQUAL -> order <= 0;
        case EQUAL -> order == 0;
        case LATER_OR_EQUAL -> order >= 0;
        case LATER -> order > 0;
      };
    }
  }

  /**
   * The relations of a field without alternatives: Conflicts, Breaks, Replaces, Provides.
   *
   * @throws IllegalArgumentException for what dpkg would not take
   */
  public static List<Relation> list(String field) {
    List<Relation> relations = new ArrayList<>();
    for (Dependency each : new RelationshipField(field).read()) {
      if (each.alternatives().size() > 1) {
        throw new IllegalArgumentException("'" + each + "' has alternatives, which go elsewhere");
      }
      relations.addAll(each.alternatives());
    }
    return List.copyOf(relations);
  }

  /** A relation that any version of a package fulfils. */
  public static Relation to(String name) {
    return new Relation(name, Optional.empty(), Optional.empty());
  }

  /** As fields have it: {@code python3:any (>= 3.11)}. */
  @Override
  public String toString() {
    return name
        + qualifier.map(text -> ":" + text).orElse("")
        + bound.map(each -> " (" + each.operator().sign() + " " + each.version() + ")").orElse("");
  }
}
