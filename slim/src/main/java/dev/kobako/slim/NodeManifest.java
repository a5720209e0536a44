package dev.kobako.slim;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Json;
import dev.kobako.tree.Entry;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code package.json}.
 *
 * @param folder that it is in, as it was named
 * @param members as they are written
 */
record NodeManifest(String folder, Map<?, ?> members) {
  private static final long LONGEST = 4 << 20;

  /** That of a folder; empty where there is none, and without members where it is damaged. */
  static Optional<NodeManifest> in(String folder, Tree tree) throws IOException {
    Optional<Entry.RegularFile> file = tree.resolve(folder + "/package.json").file();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    Map<?, ?> members = Map.of();
    if (file.get().content().size() <= LONGEST) {
      try {
        Object value = Json.any("package.json", file.get().content().bytes());
        members = value instanceof Map<?, ?> map ? map : members;
      } catch (KobakoException damaged) {
        members = Map.of();
      }
    }
    return Optional.of(new NodeManifest(folder, members));
  }

  /** A member that is a text. */
  Optional<String> text(String name) {
    return members.get(name) instanceof String text && text.indexOf('\0') < 0
        ? Optional.of(text)
        : Optional.empty();
  }

  /** A script of {@code npm run}. */
  Optional<String> script(String name) {
    return members.get("scripts") instanceof Map<?, ?> scripts
            && scripts.get(name) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /** The names of packages that it may load by names it computes. */
  List<String> dependencies() {
    List<String> names = new ArrayList<>();
    for (String kind : List.of("dependencies", "optionalDependencies", "peerDependencies")) {
      if (members.get(kind) instanceof Map<?, ?> some) {
        some.keySet().forEach(name -> names.add(String.valueOf(name)));
      }
    }
    return names;
  }
}
