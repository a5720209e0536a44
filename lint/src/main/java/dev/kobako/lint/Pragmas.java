package dev.kobako.lint;

import dev.kobako.dockerfile.Statement;
import dev.kobako.dockerfile.SyntaxTree;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;

/** What comments of a Dockerfile switch off. */
public final class Pragmas {
  private static final SortedSet<String> NOTHING = Collections.emptySortedSet();

  private final Map<Integer, SortedSet<String>> byLine = new HashMap<>();
  private final NavigableMap<Integer, Set<String>> byStage = new TreeMap<>();
  private final Set<String> everywhere = new HashSet<>();

  /** Comments that say nothing. */
  static final Pragmas NONE = new Pragmas();

  private Pragmas() {}

  /** Reads the comments of a file. */
  public static Pragmas of(SyntaxTree syntax) {
    Pragmas pragmas = new Pragmas();
    for (Statement each : syntax.statements()) {
      if (each.keyword().equals("from")) {
        pragmas.byStage.put(syntax.source().line(each.span().start()), Set.of());
      }
    }
    for (Pragma.Located each : Pragma.all(syntax)) {
      int next = each.line() + 1;
      switch (each.pragma()) {
        case Pragma.Ignore(SortedSet<String> rules) -> pragmas.byLine.put(next, rules);
        case Pragma.IgnoreInStage(SortedSet<String> rules) -> pragmas.byStage.put(next, rules);
        case Pragma.IgnoreEverywhere(SortedSet<String> rules) -> pragmas.everywhere.addAll(rules);
        case Pragma.Shell _ -> {}
      }
    }
    return pragmas;
  }

  /** Whether a rule is off there. A FROM belongs to what is before it, as hadolint has it. */
  public boolean ignores(String rule, int line) {
    Map.Entry<Integer, Set<String>> stage = byStage.lowerEntry(line);
    return everywhere.contains(rule)
        || byLine.getOrDefault(line, NOTHING).contains(rule)
        || (stage != null && stage.getValue().contains(rule));
  }
}
