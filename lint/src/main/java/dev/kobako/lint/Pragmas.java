package dev.kobako.lint;

import dev.kobako.dockerfile.SourceText;
import dev.kobako.dockerfile.SyntaxTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What comments of a Dockerfile switch off: {@code # hadolint ignore=DL3008} for the instruction
 * that follows in the next line, {@code # hadolint global ignore=…} for the file.
 */
public final class Pragmas {
  private static final String WORD = "hadolint";

  private final Map<Integer, Set<String>> byLine = new HashMap<>();
  private final Set<String> everywhere = new HashSet<>();

  private Pragmas() {}

  /** Reads the comments of a file. */
  public static Pragmas of(SyntaxTree syntax) {
    Pragmas pragmas = new Pragmas();
    SourceText source = syntax.source();
    List<String> lines = source.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("#")) {
        pragmas.read(line.substring(1), i + 2);
      }
    }
    return pragmas;
  }

  private void read(String comment, int next) {
    String text = comment.strip();
    if (!text.startsWith(WORD + " ") && !text.startsWith(WORD + "\t")) {
      return;
    }
    String rest = text.substring(WORD.length()).strip();
    boolean global = rest.startsWith("global ");
    if (global) {
      rest = rest.substring("global ".length()).strip();
    }
    if (!rest.startsWith("ignore")) {
      return;
    }
    String list = rest.substring("ignore".length()).strip();
    if (list.startsWith("=")) {
      Set<String> ids = new HashSet<>(ids(list.substring(1)));
      if (global) {
        everywhere.addAll(ids);
      } else {
        byLine.computeIfAbsent(next, _ -> new HashSet<>()).addAll(ids);
      }
    }
  }

  private static List<String> ids(String list) {
    int comment = list.indexOf('#');
    List<String> ids = new ArrayList<>();
    for (String id : (comment < 0 ? list : list.substring(0, comment)).split(",")) {
      ids.add(id.strip());
    }
    return ids;
  }

  /** Whether a rule is switched off for the instruction that begins in a line. */
  public boolean ignores(String rule, int line) {
    return everywhere.contains(rule) || byLine.getOrDefault(line, Set.of()).contains(rule);
  }
}
