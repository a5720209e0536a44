package dev.kobako.slim;

import dev.kobako.tree.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * PATH of a source. Each folder is listed once: callers ask for hundreds of words that are no
 * programs, and a question of the file system for each would take longer than all else.
 */
final class SearchPath {
  private final Tree tree;
  private final List<String> folders;
  private Map<String, Set<String>> names = Map.of();

  SearchPath(Tree tree, List<String> folders) {
    this.tree = tree;
    this.folders = List.copyOf(folders);
  }

  /** Whether some folder has this name, executable or not: a quick question. */
  boolean mayFind(String name) {
    if (names.isEmpty() && !folders.isEmpty()) {
      names = listed();
    }
    for (Set<String> folder : names.values()) {
      if (folder.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /** The path of the program that a bare name stands for: the first executable file. */
  Optional<String> find(String name) {
    if (!mayFind(name)) {
      return Optional.empty();
    }
    for (Map.Entry<String, Set<String>> folder : names.entrySet()) {
      if (folder.getValue().contains(name)) {
        String candidate = folder.getKey() + "/" + name;
        if (tree.resolve(candidate)
            .file()
            .filter(file -> (file.attributes().mode() & 0111) != 0)
            .isPresent()) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  private Map<String, Set<String>> listed() {
    Map<String, Set<String>> listed = new LinkedHashMap<>();
    for (String folder : folders) {
      String plain = folder.replaceAll("/+$", "");
      listed.computeIfAbsent(
          plain, key -> Set.copyOf(tree.names(tree.resolve(key.isEmpty() ? "/" : key).place())));
    }
    return listed;
  }
}
