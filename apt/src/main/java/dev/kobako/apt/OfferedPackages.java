package dev.kobako.apt;

import dev.kobako.apt.PackagesScan.Place;
import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.AvailablePackages;
import dev.kobako.debian.PackageSource;
import dev.kobako.debian.PackageVersion;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What several indexes offer together; what is not asked for is not read.
 *
 * @param architecture of the packages, beside {@code all}
 * @param indexes in the order of their sources
 * @param asked what was asked by name already
 */
record OfferedPackages(
    String architecture, List<Index> indexes, Map<String, List<AvailablePackage>> asked)
    implements AvailablePackages {
  /** One of them, and what it is the index of. */
  record Index(PackageIndex packages, PackageSource source) {}

  /** A package with its version read. */
  private record Versioned(AvailablePackage available, PackageVersion version) {}

  OfferedPackages(String architecture, List<Index> indexes) {
    this(architecture, List.copyOf(indexes), new ConcurrentHashMap<>());
  }

  @Override
  public List<AvailablePackage> named(String name) {
    List<AvailablePackage> known = asked.get(name);
    if (known == null) {
      known = latestFirst(found(index -> index.named(name)));
      asked.put(name, known);
    }
    return known;
  }

  @Override
  public List<AvailablePackage> providing(String name) {
    Map<String, List<AvailablePackage>> byName = new TreeMap<>();
    for (AvailablePackage each : found(index -> index.providing(name))) {
      byName.computeIfAbsent(each.name(), _ -> new ArrayList<>()).add(each);
    }
    List<AvailablePackage> all = new ArrayList<>();
    byName.values().forEach(each -> all.addAll(latestFirst(each)));
    return List.copyOf(all);
  }

  @Override
  public List<AvailablePackage> essential() {
    return latest(PackageNames::essential, AvailablePackage::isEssential);
  }

  @Override
  public List<AvailablePackage> required() {
    return latest(
        PackageNames::required,
        each -> each.stanza().field("Priority").filter("required"::equals).isPresent());
  }

  /** The latest version of those packages for which it is said, not only of an earlier one. */
  private List<AvailablePackage> latest(
      Function<PackageNames, List<Place>> marked, Function<AvailablePackage, Boolean> still) {
    SortedSet<String> names = new TreeSet<>();
    for (Index index : indexes) {
      marked.apply(index.packages.names()).forEach(place -> names.add(place.name()));
    }
    List<AvailablePackage> all = new ArrayList<>();
    for (String name : names) {
      named(name).stream().limit(1).filter(still::apply).forEach(all::add);
    }
    return List.copyOf(all);
  }

  @Override
  public List<String> names(String prefix) {
    SortedSet<String> names = new TreeSet<>();
    for (Index index : indexes) {
      names.addAll(index.packages.names().names(prefix));
    }
    return List.copyOf(names);
  }

  private List<AvailablePackage> found(Function<PackageNames, List<Place>> search) {
    List<AvailablePackage> found = new ArrayList<>();
    for (Index index : indexes) {
      Place before = null;
      for (Place place : search.apply(index.packages.names())) {
        // A package can say twice that it provides a name, in several versions of that.
        if (before == null || before.offset() != place.offset()) {
          AvailablePackage each = new AvailablePackage(index.packages.stanza(place), index.source);
          if (isForUs(each)) {
            found.add(each);
          }
        }
        before = place;
      }
    }
    return found;
  }

  private boolean isForUs(AvailablePackage each) {
    String target = each.stanza().field("Architecture").orElse("");
    return target.equals(architecture) || target.equals("all");
  }

  private List<AvailablePackage> latestFirst(List<AvailablePackage> packages) {
    return packages.stream()
        .map(each -> new Versioned(each, version(each)))
        .sorted(Comparator.comparing(Versioned::version).reversed())
        .map(Versioned::available)
        .toList();
  }

  private static PackageVersion version(AvailablePackage each) {
    String text = each.stanza().field("Version").orElse("");
    try {
      return PackageVersion.of(text);
    } catch (IllegalArgumentException e) {
      throw KobakoException.finding(
          Diagnostic.of(
              each.source().archive() + " " + each.source().suite(),
              "the package " + each.name() + " has the version '" + text + "', which can't be one",
              "tell the operator of the archive"));
    }
  }
}
