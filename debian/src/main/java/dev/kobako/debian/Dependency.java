package dev.kobako.debian;

import java.util.List;

/**
 * What a package needs: any one of the alternatives, the first being the one its maintainer prefers
 * (Debian Policy 7.1).
 */
public record Dependency(List<Relation> alternatives) {
  public Dependency {
    alternatives = List.copyOf(alternatives);
  }

  /** The dependencies of a field such as Depends. */
  public static List<Dependency> list(String field) {
    throw new UnsupportedOperationException();
  }
}
