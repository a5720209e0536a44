package dev.kobako.build;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The contexts of one build, each looked at once. Safe for use by many threads. */
final class ContextTrees {
  private final Function<String, SourceTree> contexts;
  private final Map<String, SourceTree> byName = new ConcurrentHashMap<>();

  /**
   * @param contexts by name, empty for the default one
   */
  ContextTrees(Function<String, SourceTree> contexts) {
    this.contexts = contexts;
  }

  SourceTree of(String name) {
    return byName.computeIfAbsent(name, contexts);
  }
}
