package dev.kobako.sbom;

import dev.kobako.debian.AvailablePackage;
import dev.kobako.debian.Dependency;
import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Lists packages of Debian and its kin.
 *
 * @param distribution whose they are, as os-release(5) calls it: {@code debian}
 * @param release its version, {@code 12}, or its suite's name
 */
public record DebianListing(String distribution, String release) {
  /** A package of an archive. */
  public ListedPackage of(AvailablePackage available) {
    Function<String, Optional<String>> fields = name -> available.stanza().field(name);
    return listed(
        available.name(),
        available.version().toString(),
        available.architecture(),
        fields,
        available.digest().hex());
  }

  /** A package of an image's database. */
  public ListedPackage of(InstalledPackage installed) {
    return listed(
        installed.name(), installed.version(), installed.architecture(), installed::field, "");
  }

  private ListedPackage listed(
      String name,
      String version,
      String architecture,
      Function<String, Optional<String>> fields,
      String sha256) {
    String source = fields.apply("Source").orElse("");
    int open = source.indexOf('(');
    int close = source.indexOf(')');
    String sourceName = source.isEmpty() ? name : source.substring(0, end(source, open)).strip();
    String sourceVersion =
        open > 0 && close > open ? source.substring(open + 1, close).strip() : version;
    String keeper = fields.apply("Maintainer").orElse("");
    int less = keeper.indexOf('<');
    int greater = keeper.lastIndexOf('>');
    boolean mailed = less >= 0 && greater > less;
    return new ListedPackage(
        name + "-" + architecture,
        name,
        version,
        sourceName,
        sourceVersion,
        mailed ? keeper.substring(0, less).strip() : keeper,
        mailed ? keeper.substring(less + 1, greater).strip() : "",
        fields.apply("Homepage").orElse(""),
        fields.apply("Description").orElse("").lines().findFirst().orElse(""),
        sha256,
        url(name, version, architecture, upstream(name, version, sourceName, sourceVersion)),
        provides(name, fields),
        needs(fields));
  }

  private static int end(String text, int index) {
    return index < 0 ? text.length() : index;
  }

  private static String upstream(
      String name, String version, String sourceName, String sourceVersion) {
    boolean sameVersion = sourceVersion.equals(version);
    if (sourceName.equals(name) && sameVersion) {
      return "";
    }
    return sameVersion ? sourceName : sourceName + "@" + sourceVersion;
  }

  /** As the purl specification has it for {@code deb}; {@code upstream} as scanners write it. */
  private String url(String name, String version, String architecture, String upstream) {
    TreeMap<String, String> qualifiers = new TreeMap<>();
    qualifiers.put("arch", architecture);
    qualifiers.put("distro", release.isEmpty() ? "" : distribution + "-" + release);
    qualifiers.put("upstream", upstream);
    return ListedPackage.url("deb", distribution, name, version, qualifiers);
  }

  private static List<String> provides(String name, Function<String, Optional<String>> fields) {
    List<String> names = new ArrayList<>(List.of(name));
    relations(fields.apply("Provides")).forEach(each -> names.add(each.name()));
    return names;
  }

  private static List<String> needs(Function<String, Optional<String>> fields) {
    List<Relation> all = new ArrayList<>(relations(fields.apply("Pre-Depends")));
    all.addAll(relations(fields.apply("Depends")));
    return all.stream().map(Relation::name).distinct().toList();
  }

  /** An image's database may say what dpkg would never have taken; that names nobody. */
  private static List<Relation> relations(Optional<String> field) {
    try {
      return Dependency.list(field.orElse("")).stream()
          .flatMap(each -> each.alternatives().stream())
          .toList();
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }
}
