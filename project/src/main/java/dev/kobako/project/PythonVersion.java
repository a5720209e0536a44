package dev.kobako.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of Python that a project is for. */
final class PythonVersion {
  /** The one where a project states none, and the newest that one is chosen for by itself. */
  private static final int USUAL = 13;

  private static final int OLDEST = 8;
  private static final int NEWEST = 14;
  private static final Pattern EXACT =
      Pattern.compile("(?:python-)?(3\\.[0-9]{1,2})(?:\\.[0-9]{1,2})?");
  private static final Pattern CLAUSE =
      Pattern.compile(
          "\\s*(~=|\\^|~|>=|<=|==|!=|>|<)?\\s*3(?:\\.([0-9]{1,2}))?(\\.[0-9*]{1,3})*\\s*");

  private PythonVersion() {}

  /** The minor version for an image's tag: not every patch is there on each release of Debian. */
  static String of(ProjectFolder folder, Optional<TomlFile> manifest, List<Evidence> evidence) {
    for (String file : List.of(".python-version", "runtime.txt")) {
      Matcher matcher = EXACT.matcher(folder.text(file).orElse("").strip());
      if (matcher.matches()) {
        evidence.add(new Evidence("Python " + matcher.group(1), file));
        return matcher.group(1);
      }
    }
    Optional<String> wanted =
        manifest.flatMap(file ->
            file.text("project", "requires-python")
                .or(() -> file.text("tool", "poetry", "dependencies", "python")));
    wanted.ifPresent(text -> evidence.add(new Evidence("Python " + text, "pyproject.toml")));
    return "3." + minor(wanted.orElse(""));
  }

  /** The newest minor version up to the usual one that all clauses let in; else the next newer. */
  static int minor(String specification) {
    List<Integer> candidates = new ArrayList<>();
    for (int minor = USUAL; minor >= OLDEST; minor--) {
      candidates.add(minor);
    }
    for (int minor = USUAL + 1; minor <= NEWEST; minor++) {
      candidates.add(minor);
    }
    return candidates.stream()
        .filter(minor -> admits(specification, minor))
        .findFirst()
        .orElse(USUAL);
  }

  private static boolean admits(String specification, int minor) {
    for (String clause : specification.split(",")) {
      Matcher matcher = CLAUSE.matcher(clause);
      if (matcher.matches() && !admits(matcher, minor)) {
        return false;
      }
    }
    return true;
  }

  private static boolean admits(Matcher clause, int minor) {
    if (clause.group(2) == null) {
      return true; // 3, or below 4
    }
    int stated = Integer.parseInt(clause.group(2));
    String sign = clause.group(1) == null ? "==" : clause.group(1);
    boolean patch = clause.group(3) != null && !clause.group(3).endsWith("*");
    return switch (sign) {
      case ">=", "^" -> minor >= stated;
      case ">" -> patch ? minor >= stated : minor > stated;
      case "<=" -> minor <= stated;
      case "<" -> patch ? minor <= stated : minor < stated;
      case "!=" -> patch || minor != stated;
      case "~=" -> patch ? minor == stated : minor >= stated;
      default -> minor == stated;
    };
  }
}
