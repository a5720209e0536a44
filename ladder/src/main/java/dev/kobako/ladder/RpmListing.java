package dev.kobako.ladder;

import dev.kobako.packages.RpmDatabase;
import dev.kobako.packages.RpmPackage;
import dev.kobako.packages.SystemPackage;
import dev.kobako.sbom.ListedPackage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lists packages of rpm's.
 *
 * @param distribution whose they are, as os-release(5) calls it: {@code fedora}; empty where it
 *     isn't known
 * @param release its version, {@code 42}
 */
record RpmListing(String distribution, String release) {
  /** Those of a database that are among others, in its order. */
  List<ListedPackage> of(RpmDatabase database, Collection<SystemPackage> some) {
    return database.packages().stream()
        .filter(each -> some.contains(each.name()))
        .map(this::listed)
        .toList();
  }

  private ListedPackage listed(RpmPackage each) {
    SystemPackage name = each.name();
    int colon = name.version().indexOf(':');
    Map<String, String> qualifiers = new TreeMap<>();
    qualifiers.put("arch", name.architecture());
    qualifiers.put("distro", release.isEmpty() ? "" : distribution + "-" + release);
    qualifiers.put("epoch", colon < 0 ? "" : name.version().substring(0, colon));
    qualifiers.put("upstream", each.source());
    ListedPackage plain =
        ListedPackage.named(
            "rpm", distribution, name.name(), name.version().substring(colon + 1), qualifiers);
    List<String> needs = new ArrayList<>(each.needs());
    needs.addAll(each.forScripts());
    return new ListedPackage(
        plain.id(),
        name.name(),
        name.version(),
        source(each.source(), 0),
        source(each.source(), 1),
        each.vendor(),
        "",
        each.homepage(),
        each.summary(),
        "",
        plain.url(),
        each.provides(),
        needs);
  }

  /** Name or version with release of {@code bash-5.2-1.src.rpm}; empty where it is no such name. */
  private static String source(String file, int part) {
    int end = file.endsWith(".rpm") ? file.lastIndexOf('.', file.length() - 5) : -1;
    int release = end < 0 ? -1 : file.lastIndexOf('-', end);
    int version = release < 1 ? -1 : file.lastIndexOf('-', release - 1);
    if (version < 1) {
      return "";
    }
    return part == 0 ? file.substring(0, version) : file.substring(version + 1, end);
  }
}
