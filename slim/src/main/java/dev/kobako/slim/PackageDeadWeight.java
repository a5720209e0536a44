package dev.kobako.slim;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What packages of languages carry along that no program loads, whatever the language. */
public final class PackageDeadWeight {
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

  /** How the names of what must go along with a package begin. */
  private static final List<String> LICENCES = List.of("license", "licence", "copying", "notice");

  private PackageDeadWeight() {}

  /**
   * Whether nobody loads a file of a package. Licences always stay.
   *
   * @param names from the package's folder down
   */
  public static boolean contains(List<String> names) {
    String last = names.getLast();
    return !isLicence(last)
        && (isFile(last)
            || names.subList(0, names.size() - 1).stream().anyMatch(FOLDERS::contains));
  }

  /** Whether nobody loads anything of a folder of this name. */
  public static boolean isFolder(String name) {
    return FOLDERS.contains(name);
  }

  /** Whether nobody loads a file of this name, wherever it is. */
  static boolean isFile(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !isLicence(name) && ENDINGS.stream().anyMatch(lower::endsWith);
  }

  private static boolean isLicence(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return LICENCES.stream().anyMatch(lower::startsWith);
  }
}
