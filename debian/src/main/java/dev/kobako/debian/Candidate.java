package dev.kobako.debian;

import dev.kobako.debian.AvailablePackage.MultiArch;
import dev.kobako.debian.Relation.Operator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A package that may become part of a solution, with what a solver asks of it read once. There is
 * one for each name and version, so that identity is equality.
 */
final class Candidate {
  private final AvailablePackage available;
  private final String name;
  private final PackageVersion version;
  private final List<Relation> provides;

  Candidate(AvailablePackage available, PackageVersion version) {
    this.available = available;
    this.name = available.name();
    this.version = version;
    this.provides = available.provides();
  }

  AvailablePackage available() {
    return available;
  }

  String name() {
    return name;
  }

  PackageVersion version() {
    return version;
  }

  List<Relation> provides() {
    return provides;
  }

  /** Its own name and those it provides, the own one first. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    names.add(name);
    for (Relation each : provides) {
      names.add(each.name());
    }
    return names;
  }

  /**
   * Whether it is what a dependency names: itself or by what it provides, in a version that fits.
   * {@code :any} asks for a package that says it serves every architecture.
   */
  boolean satisfies(Relation relation) {
    return fits(relation)
        && relation
            .qualifier()
            .filter(text -> text.equals("any"))
            .map(_ -> available.multiArch() == MultiArch.ALLOWED)
            .orElse(true);
  }

  /** Whether it is what a conflict names, where {@code :any} means every architecture. */
  boolean isHitBy(Relation relation) {
    return fits(relation);
  }

  private boolean fits(Relation relation) {
    return isOfArchitecture(relation)
        && ((name.equals(relation.name()) && holds(relation, version))
            || provides.stream().anyMatch(each -> stands(each, relation)));
  }

  private boolean isOfArchitecture(Relation relation) {
    String asked = relation.qualifier().orElse("any");
    return switch (asked) {
      case "any", "native", "all" -> true;
      default -> asked.equals(available.architecture()) || available.architecture().equals("all");
    };
  }

  /** A name that is provided without a version fulfils no bound (Debian Policy 7.5). */
  private static boolean stands(Relation provided, Relation relation) {
    return provided.name().equals(relation.name())
        && provided
            .bound()
            .map(own -> own.operator() == Operator.EQUAL && holds(relation, own.version()))
            .orElse(relation.bound().isEmpty());
  }

  private static boolean holds(Relation relation, PackageVersion version) {
    return relation.bound().map(bound -> bound.holds(version)).orElse(true);
  }

  /** Name and version, for debugging. */
  @Override
  public String toString() {
    return name + " " + version;
  }
}
