package dev.kobako.packages;

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
 * What apk's packages need of each other, by {@code D:} and {@code p:} of the database; those in
 * {@code world} were asked for (apk-world(5)).
 */
final class AlpineNodes {
  private static final String WORLD = "/etc/apk/world";
  private static final int MAX_BYTES = 1 << 20;

  private AlpineNodes() {}

  /** The packages of a tree's database. */
  static List<InstalledNode> of(AlpineDatabase database, Tree tree) throws IOException {
    Set<String> world = world(tree);
    List<InstalledNode> nodes = new ArrayList<>();
    for (AlpinePackage each : database.packages()) {
      List<String> provides = names(each.field('p').orElse(""));
      NamedPackage name = each.name().named();
      provides.add(name.name());
      nodes.add(
          new InstalledNode(
              name,
              provides,
              names(each.field('D').orElse("")),
              List.of(),
              List.of(),
              provides.stream().anyMatch(world::contains)));
    }
    return nodes;
  }

  private static Set<String> world(Tree tree) throws IOException {
    Optional<Entry.RegularFile> file = tree.resolve(WORLD).file();
    if (file.isEmpty() || file.get().content().size() > MAX_BYTES) {
      return Set.of();
    }
    try (InputStream in = file.get().content().open()) {
      return new HashSet<>(names(PathBytes.decode(in.readNBytes(MAX_BYTES)).replace('\n', ' ')));
    }
  }

  /** Of {@code so:libc.musl-x86_64.so.1 busybox>=1.36 !other cmd:sh=1} all but what must not be. */
  private static List<String> names(String relations) {
    List<String> names = new ArrayList<>();
    for (String relation : relations.split(" ", -1)) {
      int end = 0;
      while (end < relation.length() && "<>=~@".indexOf(relation.charAt(end)) < 0) {
        end++;
      }
      if (end > 0 && relation.charAt(0) != '!') {
        names.add(relation.substring(0, end));
      }
    }
    return names;
  }
}
