package dev.kobako.debian;

import dev.kobako.debian.Rule.Exclusion;
import dev.kobako.debian.Rule.Need;
import dev.kobako.debian.Rule.Quarrel;
import dev.kobako.debian.Rule.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request and the packages that come up for it ask, read when first needed: an archive has
 * 60,000 packages, a solution some hundred.
 */
final class Rules {
  private record Objection(Candidate who, Quarrel quarrel, Relation relation) {}

  private final Offers offers;
  private final List<Need> roots;
  private final Map<Candidate, List<Need>> needs = new HashMap<>();
  private final Map<String, List<Candidate>> admitted = new HashMap<>();
  private final Map<String, List<Objection>> objections = new HashMap<>();

  Rules(Offers offers) {
    this.offers = offers;
    this.roots = roots(offers);
  }

  /** What the request itself needs: first what is asked for, then what is essential. */
  List<Need> roots() {
    return roots;
  }

  private static List<Need> roots(Offers offers) {
    List<Need> roots = new ArrayList<>();
    for (Relation each : offers.request().packages()) {
      // who asks for a package by its name does not want another that provides the name
      List<Candidate> real =
          offers.named(each.name()).stream().filter(one -> one.satisfies(each)).toList();
      boolean isVirtual = offers.available().named(each.name()).isEmpty();
      Dependency dependency = new Dependency(List.of(each));
      roots.add(
          new Need(null, Reason.ASKED, dependency, isVirtual ? offers.options(dependency) : real));
    }
    switch (offers.request().core()) {
      case NONE -> {}
      case ESSENTIAL -> addRoots(roots, Reason.ESSENTIAL, offers.available().essential(), offers);
      case REQUIRED -> {
        addRoots(roots, Reason.ESSENTIAL, offers.available().essential(), offers);
        addRoots(roots, Reason.REQUIRED, offers.available().required(), offers);
      }
    }
    return List.copyOf(roots);
  }

  private static void addRoots(
      List<Need> roots, Reason reason, List<AvailablePackage> packages, Offers offers) {
    Set<String> names = new LinkedHashSet<>();
    packages.forEach(each -> names.add(each.name()));
    names.removeAll(offers.request().excluded());
    for (String name : names) {
      Dependency dependency = new Dependency(List.of(Relation.to(name)));
      roots.add(new Need(null, reason, dependency, offers.named(name)));
    }
  }

  /** What a package can't be without. */
  List<Need> needs(Candidate who) {
    List<Need> known = needs.get(who);
    if (known == null) {
      known = new ArrayList<>();
      for (Dependency each : who.available().preDepends()) {
        known.add(new Need(who, Reason.PRE_DEPENDS, each, offers.options(each)));
      }
      for (Dependency each : who.available().depends()) {
        known.add(new Need(who, Reason.DEPENDS, each, offers.options(each)));
      }
      needs.put(who, known);
    }
    return known;
  }

  /** What a package would rather have with it. */
  List<Need> wishes(Candidate who) {
    List<Need> wishes = new ArrayList<>();
    for (Dependency each : who.available().recommends()) {
      wishes.add(new Need(who, Reason.RECOMMENDS, each, offers.options(each)));
    }
    return wishes;
  }

  /**
   * Adds a package to those that may be part of a solution.
   *
   * @return what keeps it apart from those that were added before, in their order
   */
  List<Exclusion> admit(Candidate newcomer) {
    List<Exclusion> exclusions = new ArrayList<>();
    for (Candidate each : admitted.getOrDefault(newcomer.name(), List.of())) {
      if (each.name().equals(newcomer.name())) {
        exclusions.add(
            new Exclusion(newcomer, Quarrel.SAME_NAME, Relation.to(newcomer.name()), each));
      }
    }
    for (String name : newcomer.names()) {
      for (Objection each : objections.getOrDefault(name, List.of())) {
        exclude(exclusions, each, newcomer);
      }
    }
    newcomer
        .available()
        .conflicts()
        .forEach(each -> object(exclusions, new Objection(newcomer, Quarrel.CONFLICTS, each)));
    newcomer
        .available()
        .breaks()
        .forEach(each -> object(exclusions, new Objection(newcomer, Quarrel.BREAKS, each)));
    for (String name : newcomer.names()) {
      admitted.computeIfAbsent(name, _ -> new ArrayList<>()).add(newcomer);
    }
    return exclusions;
  }

  private void object(List<Exclusion> exclusions, Objection objection) {
    String name = objection.relation().name();
    for (Candidate each : admitted.getOrDefault(name, List.of())) {
      exclude(exclusions, objection, each);
    }
    objections.computeIfAbsent(name, _ -> new ArrayList<>()).add(objection);
  }

  /** Nobody is kept out by what its own name or an other version of it says. */
  private static void exclude(List<Exclusion> exclusions, Objection objection, Candidate other) {
    if (!objection.who().name().equals(other.name()) && other.isHitBy(objection.relation())) {
      exclusions.add(
          new Exclusion(objection.who(), objection.quarrel(), objection.relation(), other));
    }
  }
}
