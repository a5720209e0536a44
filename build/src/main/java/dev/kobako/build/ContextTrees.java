package dev.kobako.build;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The contexts of one build, each looked at once. Safe for use by many threads. */
final class ContextTrees {
  private final Function<String, SourceTree> contexts;
  private final AskedPaths asked;
  private final Map<String, SourceTree> byName = new ConcurrentHashMap<>();

  /**
   * @param contexts by name, empty for the default one
   * @param asked of the default one
   */
  ContextTrees(Function<String, SourceTree> contexts, AskedPaths asked) {
    this.contexts = contexts;
    this.asked = asked;
  }

  SourceTree of(String name) {
    return byName.computeIfAbsent(
        name,
        each -> {
          SourceTree tree = contexts.apply(each);
          return each.isEmpty() ? tree.asking(asked) : tree;
        });
  }
}
