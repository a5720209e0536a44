package dev.kobako.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a token must allow, as distribution's token specification writes it: {@code
 * repository:library/git:pull,push}.
 *
 * @param actions by resource ({@code repository:library/git})
 */
record Scope(SortedMap<String, SortedSet<String>> actions) {
  private static final int MAX_PARTS = 64;
  private static final int MAX_TEXT = 4096;

  /** Nothing but to be known. */
  static final Scope NONE = new Scope(new TreeMap<>());

  Scope {
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    actions.forEach((resource, some) ->
        copy.put(resource, Collections.unmodifiableSortedSet(new TreeSet<>(some))));
    actions = Collections.unmodifiableSortedMap(copy);
  }

  /** To read a repository. */
  static Scope pull(String path) {
    return of("repository:" + path, "pull");
  }

  /** To read a repository and write to it. */
  static Scope push(String path) {
    return of("repository:" + path, "pull", "push");
  }

  /** To delete from a repository. */
  static Scope delete(String path) {
    return of("repository:" + path, "delete", "pull");
  }

  private static Scope of(String resource, String... actions) {
    SortedMap<String, SortedSet<String>> one = new TreeMap<>();
    one.put(resource, new TreeSet<>(List.of(actions)));
    return new Scope(one);
  }

  /** What a server asks for; nothing where it is absurdly long or no scope. */
  static Scope parse(String text) {
    if (text.length() > MAX_TEXT) {
      return NONE;
    }
    SortedMap<String, SortedSet<String>> all = new TreeMap<>();
    for (String part : text.split(" ", MAX_PARTS)) {
      int colon = part.lastIndexOf(':');
      if (colon > 0 && part.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        all.computeIfAbsent(part.substring(0, colon), _ -> new TreeSet<>())
            .addAll(List.of(part.substring(colon + 1).split(",", -1)));
      }
    }
    return new Scope(all);
  }

  /** Both together. */
  Scope and(Scope other) {
    SortedMap<String, SortedSet<String>> all = new TreeMap<>();
    actions.forEach((resource, some) -> all.put(resource, new TreeSet<>(some)));
    other.actions.forEach(
        (resource, some) -> all.computeIfAbsent(resource, _ -> new TreeSet<>()).addAll(some));
    return new Scope(all);
  }

  /** Each resource with its actions, as a token server is asked for them. */
  List<String> parts() {
    List<String> parts = new ArrayList<>();
    actions.forEach((resource, some) -> parts.add(resource + ":" + String.join(",", some)));
    return parts;
  }

  @Override
  public String toString() {
    return String.join(" ", parts());
  }
}
