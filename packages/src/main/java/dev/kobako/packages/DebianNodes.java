package dev.kobako.packages;

import dev.kobako.debian.Dependency;
import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.debian.Relation;
import dev.kobako.tree.Entry;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What dpkg's packages need of each other. Whether one was asked for knows apt, which notes what it
 * installs only for others (apt-mark(8)).
 */
final class DebianNodes {
  private static final String STATES = "/var/lib/apt/extended_states";
  private static final int MAX_BYTES = 16 << 20;

  private DebianNodes() {}

  static List<InstalledNode> of(Tree tree, InstalledPackages packages) throws IOException {
    Optional<Set<String>> automatic = automatic(tree);
    List<InstalledNode> nodes = new ArrayList<>();
    for (InstalledPackage each : packages.all()) {
      List<String> provides = names(each, "Provides");
      provides.add(each.name());
      List<String> needs = names(each, "Pre-Depends");
      needs.addAll(names(each, "Depends"));
      boolean asked = automatic.isPresent() && !automatic.get().contains(each.name());
      nodes.add(
          new InstalledNode(
              NamedPackage.of(each), provides, needs, List.of(), names(each, "Recommends"), asked));
    }
    return nodes;
  }

  /** The packages that apt has installed for others; empty where apt has noted nothing. */
  private static Optional<Set<String>> automatic(Tree tree) throws IOException {
    Optional<Entry.RegularFile> file = tree.resolve(STATES).file();
    if (file.isEmpty() || file.get().content().size() > MAX_BYTES) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    String name = "";
    try (InputStream in = file.get().content().open()) {
      for (String line : PathBytes.decode(in.readNBytes(MAX_BYTES)).split("\n", -1)) {
        if (line.startsWith("Package:")) {
          name = line.substring("Package:".length()).strip();
        } else if (line.equals("Auto-Installed: 1")) {
          names.add(name);
        }
      }
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  /** An image's database may say what dpkg would never have taken; that names nobody. */
  private static List<String> names(InstalledPackage of, String field) {
    List<String> names = new ArrayList<>();
    try {
      for (Dependency each : Dependency.list(of.field(field).orElse(""))) {
        each.alternatives().stream().map(Relation::name).forEach(names::add);
      }
    } catch (IllegalArgumentException _) {
      names.clear();
    }
    return names;
  }
}
