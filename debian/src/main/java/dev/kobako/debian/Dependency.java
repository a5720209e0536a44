package dev.kobako.debian;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a package needs: any one of the alternatives, the first being the one its maintainer prefers
 * (Debian Policy 7.1).
 */
public record Dependency(List<Relation> alternatives) {
  public Dependency {
    alternatives = List.copyOf(alternatives);
    if (alternatives.isEmpty()) {
      throw new IllegalArgumentException("a dependency without an alternative");
    }
  }

  /**
   * The dependencies of a field such as Depends.
   *
   * @throws IllegalArgumentException for what dpkg would not take, which includes the conditions on
   *     architectures and build profiles that only source packages have
   */
  public static List<Dependency> list(String field) {
    return new RelationshipField(field).read();
  }

  /** As fields have it: {@code debconf (>= 0.5) | debconf-2.0}. */
  @Override
  public String toString() {
    return alternatives.stream().map(Relation::toString).collect(Collectors.joining(" | "));
  }
}
