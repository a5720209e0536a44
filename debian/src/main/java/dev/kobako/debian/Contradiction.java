package dev.kobako.debian;

import dev.kobako.debian.Rule.Exclusion;
import dev.kobako.debian.Rule.Need;
import dev.kobako.debian.Rule.Quarrel;
import dev.kobako.debian.Rule.Reason;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Why a request can't be fulfilled, in words: the chain from what was asked for to what is not to
 * be had, or the chains to two packages that exclude each other.
 */
final class Contradiction {
  private static final int MAX_SENTENCES = 12;
  private static final int MAX_PROVIDERS = 3;

  private final SolveRequest request;
  private final Shortage shortage;
  private final List<Need> needs = new ArrayList<>();
  private final List<Exclusion> exclusions = new ArrayList<>();
  private final Set<String> versioned;

  private Contradiction(AvailablePackages available, SolveRequest request, List<Rule> blamed) {
    this.request = request;
    this.shortage = new Shortage(available, request);
    for (Rule each : blamed) {
      switch (each) {
        case Need need -> needs.add(need);
        case Exclusion exclusion -> exclusions.add(exclusion);
      }
    }
    this.versioned = versioned();
  }

  /** The failure of a request, from rules that contradict each other. */
  static KobakoException among(
      List<Rule> rules, AvailablePackages available, SolveRequest request) {
    return new Contradiction(available, request, ContradictingRules.among(rules)).explained();
  }

  private KobakoException explained() {
    List<String> asked = asked();
    return KobakoException.finding(
        Diagnostic.of(
            asked.isEmpty() ? "the essential packages" : String.join(", ", asked),
            "can't be installed" + (asked.size() > 1 ? " together: " : ": ") + sentences(),
            remedy(asked)));
  }

  private List<String> asked() {
    return needs.stream()
        .filter(each -> each.reason() == Reason.ASKED)
        .map(each -> each.dependency().alternatives().getFirst().name())
        .distinct()
        .toList();
  }

  private String sentences() {
    Set<String> distinct = new LinkedHashSet<>();
    needs.stream().filter(this::isWorthTelling).map(this::sentence).forEach(distinct::add);
    exclusions.stream().map(this::sentence).forEach(distinct::add);
    List<String> sentences = new ArrayList<>(distinct);
    int surplus = sentences.size() - MAX_SENTENCES;
    if (surplus > 0) {
      // the way begins with what was asked for and ends with what is not to be had
      List<String> middle = sentences.subList(MAX_SENTENCES / 2, MAX_SENTENCES / 2 + surplus);
      middle.clear();
      middle.add("… " + surplus + " more …");
    }
    return String.join("; ", sentences);
  }

  /** That something was asked for is known to who asked, unless a version matters. */
  private boolean isWorthTelling(Need need) {
    return need.reason() != Reason.ASKED
        || need.options().isEmpty()
        || need.dependency().alternatives().getFirst().bound().isPresent()
        || !providers(need).isEmpty();
  }

  private String sentence(Need need) {
    String what =
        need.who() == null
            ? need.dependency() + " is " + need.reason().words()
            : need.words(label(need.who()));
    if (need.options().isEmpty()) {
      return what + ", but " + shortage.words(need.dependency());
    }
    Set<String> providers = providers(need);
    return providers.isEmpty()
        ? what
        : what
            + ", which "
            + providers.stream().limit(MAX_PROVIDERS).collect(Collectors.joining(" or "))
            + (providers.size() > MAX_PROVIDERS ? " or others" : "")
            + (providers.size() > 1 ? " provide" : " provides");
  }

  private static Set<String> providers(Need need) {
    Set<String> names = new TreeSet<>();
    need.options().forEach(each -> names.add(each.name()));
    need.dependency().alternatives().forEach(each -> names.remove(each.name()));
    return names;
  }

  private String sentence(Exclusion exclusion) {
    Candidate other = exclusion.other();
    Relation relation = exclusion.relation();
    if (exclusion.quarrel() == Quarrel.SAME_NAME) {
      return "only one of " + other + " and " + exclusion.who() + " can be installed";
    }
    String what = label(exclusion.who()) + " " + exclusion.quarrel().words() + " " + relation;
    if (!other.name().equals(relation.name())) {
      return what + ", which " + label(other) + " provides";
    }
    return relation.bound().isEmpty() ? what : what + ", and there is " + other;
  }

  private String label(Candidate who) {
    return versioned.contains(who.name()) ? who.toString() : who.name();
  }

  /** Names of which one version says something else than another. */
  private Set<String> versioned() {
    Map<Candidate, List<String>> says = new HashMap<>();
    for (Need each : needs) {
      if (each.who() != null) {
        says.computeIfAbsent(each.who(), _ -> new ArrayList<>()).add(each.words(""));
      }
    }
    for (Exclusion each : exclusions) {
      says.computeIfAbsent(each.who(), _ -> new ArrayList<>())
          .add(each.quarrel().words() + " " + each.relation());
    }
    Map<String, Set<Collection<String>>> byName = new HashMap<>();
    says.forEach(
        (who, words) -> byName.computeIfAbsent(who.name(), _ -> new HashSet<>()).add(words));
    byName.values().removeIf(words -> words.size() < 2);
    return Set.copyOf(byName.keySet());
  }

  private String remedy(List<String> asked) {
    List<Dependency> lacking =
        needs.stream().filter(each -> each.options().isEmpty()).map(Need::dependency).toList();
    Set<String> names = new TreeSet<>();
    lacking.forEach(each -> names.addAll(shortage.names(each)));
    exclusions.forEach(each -> names.addAll(List.of(each.who().name(), each.other().name())));

    List<String> ways = new ArrayList<>();
    names.stream()
        .filter(name -> request.excluded().contains(name))
        .forEach(name -> ways.add("do not exclude " + name));
    names.stream()
        .filter(name -> request.pins().containsKey(name))
        .forEach(name -> ways.add("change the pin of " + name));
    if (ways.isEmpty()) {
      lacking.stream()
          .findFirst()
          .ifPresent(each ->
              ways.add("name a suite or component that has " + each.alternatives().getFirst()));
    }
    if (!asked.isEmpty()) {
      ways.add("leave out " + String.join(" or ", asked));
    }
    return ways.isEmpty() ? "name an archive that is complete" : String.join(", or ", ways);
  }
}
