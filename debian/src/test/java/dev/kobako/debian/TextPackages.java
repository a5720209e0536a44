package dev.kobako.debian;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Packages on offer, from the text of indexes. */
final class TextPackages implements AvailablePackages {
  private final String architecture;
  private final TreeMap<String, List<AvailablePackage>> named = new TreeMap<>();
  private final TreeMap<String, List<AvailablePackage>> providing = new TreeMap<>();
  private final List<AvailablePackage> essential = new ArrayList<>();

  TextPackages(String architecture) {
    this.architecture = architecture;
  }

  /** Packages of one suite, bookworm, for amd64; each stanza gets what it lacks. */
  static TextPackages of(String index) {
    return new TextPackages("amd64").with("bookworm", index);
  }

  TextPackages with(String suite, String index) {
    PackageSource source = new PackageSource("http://deb.example/debian", suite, "main");
    for (Stanza each : Stanza.split(index.getBytes(StandardCharsets.UTF_8))) {
      String text = each.text();
      if (each.field("Version").isEmpty()) {
        text += "Version: 1\n";
      }
      if (each.field("Architecture").isEmpty()) {
        text += "Architecture: " + architecture + "\n";
      }
      add(new AvailablePackage(new Stanza(text), source));
    }
    return this;
  }

  void add(AvailablePackage each) {
    List<AvailablePackage> versions = named.computeIfAbsent(each.name(), _ -> new ArrayList<>());
    versions.add(each);
    versions.sort(Comparator.comparing(AvailablePackage::version).reversed());
    if (each.isEssential()) {
      essential.add(each);
    }
    for (Relation provided : each.provides()) {
      providing.computeIfAbsent(provided.name(), _ -> new ArrayList<>()).add(each);
    }
  }

  @Override
  public String architecture() {
    return architecture;
  }

  @Override
  public List<AvailablePackage> named(String name) {
    return named.getOrDefault(name, List.of());
  }

  @Override
  public List<AvailablePackage> providing(String name) {
    return providing.getOrDefault(name, List.of()).stream()
        .sorted(
            Comparator.comparing(AvailablePackage::name)
                .thenComparing(AvailablePackage::version, Comparator.reverseOrder()))
        .toList();
  }

  @Override
  public List<AvailablePackage> essential() {
    return essential.stream().sorted(Comparator.comparing(AvailablePackage::name)).toList();
  }

  @Override
  public List<AvailablePackage> required() {
    return named.values().stream()
        .map(List::getFirst)
        .filter(each -> each.stanza().field("Priority").filter("required"::equals).isPresent())
        .toList();
  }

  @Override
  public List<String> names(String prefix) {
    return named.keySet().stream().filter(each -> each.startsWith(prefix)).toList();
  }
}
