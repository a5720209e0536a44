package dev.kobako.ladder;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What packages of languages carry along that no program loads, whatever the language. */
final class PackageDeadWeight {
  private static final Set<String> FOLDERS =
      Set.of(
          "__pycache__",
          "__tests__",
          "test",
          "tests",
          "testing_data",
          "spec",
          "benchmark",
          "benchmarks",
          "coverage",
          "doc",
          "docs",
          "example",
          "examples",
          "samples",
          ".github",
          ".circleci",
          ".vscode",
          ".idea",
          ".git");

  private static final List<String> ENDINGS =
      List.of(
          ".md",
          ".markdown",
          ".rst",
          ".map",
          ".d.ts",
          ".d.mts",
          ".d.cts",
          ".flow",
          ".pyi",
          ".pyx",
          ".pxd",
          ".pxi",
          ".c",
          ".cc",
          ".cpp",
          ".h",
          ".hpp",
          ".hh",
          ".o",
          ".a",
          ".la",
          ".gyp",
          ".gypi",
          ".phpt",
          ".pdb");

  private PackageDeadWeight() {}

  /**
   * Whether nobody loads a file of a package. Licences always stay.
   *
   * @param names from the package's folder down
   */
  static boolean contains(List<String> names) {
    String last = names.getLast().toLowerCase(Locale.ROOT);
    if (last.startsWith("license") || last.startsWith("licence") || last.startsWith("copying")) {
      return false;
    }
    return names.subList(0, names.size() - 1).stream().anyMatch(FOLDERS::contains)
        || ENDINGS.stream().anyMatch(last::endsWith);
  }
}
