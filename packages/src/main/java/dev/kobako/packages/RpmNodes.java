package dev.kobako.packages;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What rpm's packages need of each other: a need is met by a name that a package provides or by a
 * file that it brings.
 */
final class RpmNodes {
  private RpmNodes() {}

  /** The packages of a tree's database; none where their paths take too much memory. */
  static List<InstalledNode> of(RpmDatabase database, Tree tree) throws IOException {
    Map<Integer, List<String>> files;
    try {
      files = neededFiles(database, tree);
    } catch (KobakoException _) {
      return List.of(); // whoever asks for owners is told of it
    }
    RpmReasons reasons = RpmReasons.of(tree);
    List<InstalledNode> nodes = new ArrayList<>();
    for (RpmPackage each : database.packages()) {
      List<String> provides = new ArrayList<>(each.provides());
      provides.addAll(files.getOrDefault(each.number(), List.of()));
      nodes.add(
          new InstalledNode(
              each.name().named(),
              provides,
              each.needs(),
              each.forScripts(),
              each.wants(),
              reasons.isAsked(each.name().name())));
    }
    return nodes;
  }

  /** The files that packages need, by the number of the one that has them. */
  private static Map<Integer, List<String>> neededFiles(RpmDatabase database, Tree tree) {
    Map<ImagePath, RpmPackage> owners = database.owners(tree);
    Map<Integer, List<String>> files = new HashMap<>();
    database.packages().stream()
        .flatMap(each -> Stream.concat(each.needs().stream(), each.forScripts().stream()))
        .filter(need -> need.startsWith("/"))
        .distinct()
        .forEach(need ->
            owner(need, owners, tree)
                .ifPresent(each ->
                    files.computeIfAbsent(each.number(), _ -> new ArrayList<>()).add(need)));
    return files;
  }

  private static Optional<RpmPackage> owner(
      String file, Map<ImagePath, RpmPackage> owners, Tree tree) {
    try {
      ImagePath path = ImagePath.of(file);
      Resolution folder = tree.resolve(path.parent().orElse(path));
      return folder.entry().isPresent() && !path.isRoot()
          ? Optional.ofNullable(owners.get(folder.place().child(path.name())))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // an image's database may say anything
    }
  }
}
