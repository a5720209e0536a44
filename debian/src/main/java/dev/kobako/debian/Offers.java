package dev.kobako.debian;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a request may be fulfilled with: the available packages less those that its pins and
 * exclusions forbid, in the order in which they are preferred.
 */
final class Offers {
  /** Versions of one name that are looked at, the latest; archives carry a handful. */
  private static final int MAX_VERSIONS = 64;

  private static final List<String> PRIORITIES =
      List.of("required", "important", "standard", "optional", "extra");

  private final AvailablePackages available;
  private final SolveRequest request;
  private final Map<String, List<Candidate>> named = new HashMap<>();
  private final Map<String, List<Candidate>> providing = new HashMap<>();

  Offers(AvailablePackages available, SolveRequest request) {
    this.available = available;
    this.request = request;
  }

  AvailablePackages available() {
    return available;
  }

  SolveRequest request() {
    return request;
  }

  /** The candidates of a name, the latest version first. */
  List<Candidate> named(String name) {
    List<Candidate> known = named.get(name);
    if (known == null) {
      known = request.excluded().contains(name) ? List.of() : versions(name);
      named.put(name, known);
    }
    return known;
  }

  private List<Candidate> versions(String name) {
    List<Candidate> candidates = new ArrayList<>();
    PackageVersion pin = request.pins().get(name);
    for (AvailablePackage each : available.named(name)) {
      PackageVersion version = each.version();
      boolean known = candidates.stream().anyMatch(one -> one.version().equals(version));
      if (!known && (pin == null || pin.compareTo(version) == 0)) {
        candidates.add(new Candidate(each, version));
      }
      if (candidates.size() == MAX_VERSIONS) {
        break;
      }
    }
    return candidates;
  }

  /** What fulfils a dependency, the most preferred first. */
  List<Candidate> options(Dependency dependency) {
    Set<Candidate> options = new LinkedHashSet<>();
    for (Relation each : dependency.alternatives()) {
      named(each.name()).stream().filter(one -> one.satisfies(each)).forEach(options::add);
      providing(each.name()).stream().filter(one -> one.satisfies(each)).forEach(options::add);
    }
    return List.copyOf(options);
  }

  /** The candidates of other names that provide a name, the most preferred first. */
  List<Candidate> providing(String name) {
    List<Candidate> known = providing.get(name);
    if (known == null) {
      known = providers(name);
      providing.put(name, known);
    }
    return known;
  }

  private List<Candidate> providers(String name) {
    Set<String> names = new LinkedHashSet<>();
    for (AvailablePackage each : available.providing(name)) {
      names.add(each.name());
    }
    names.remove(name);
    List<Candidate> providers = new ArrayList<>();
    for (String each : names) {
      providers.addAll(named(each));
    }
    providers.sort(PREFERENCE);
    return providers;
  }

  /**
   * How apt chooses among providers, as far as nothing is installed: essential and important ones
   * first, then by priority. Where apt leaves it to chance, by name; then the latest first.
   */
  private static final Comparator<Candidate> PREFERENCE =
      (a, b) -> {
        int order = Integer.compare(rank(a.available()), rank(b.available()));
        if (order == 0) {
          order = a.name().compareTo(b.name());
        }
        return order != 0 ? order : b.version().compareTo(a.version());
      };

  private static int rank(AvailablePackage each) {
    if (each.isEssential()) {
      return -2;
    }
    if (isYes(each, "Important") || isYes(each, "Protected")) {
      return -1;
    }
    int priority = PRIORITIES.indexOf(each.stanza().field("Priority").orElse("optional"));
    return priority < 0 ? PRIORITIES.size() : priority;
  }

  private static boolean isYes(AvailablePackage each, String field) {
    return each.stanza().field(field).filter("yes"::equals).isPresent();
  }
}
