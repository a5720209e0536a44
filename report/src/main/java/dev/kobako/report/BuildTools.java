package dev.kobako.report;

import dev.kobako.debian.BuildPackages;
import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The packages of an image that programs are built with, and libraries that only those need, which
 * {@code apt-get autoremove} takes away with them.
 */
final class BuildTools {
  /** Starts of names that a version or a triplet follows. */
  private static final List<String> VERSIONED =
      List.of("gcc-", "g++-", "cpp-", "clang-", "llvm-", "golang-", "gfortran-", "rust-");

  private final Set<String> names = new TreeSet<>();

  /** Those among the packages of a tree. */
  BuildTools(InstalledPackages packages) {
    List<InstalledPackage> all = packages.all();
    for (InstalledPackage each : all) {
      if (isTool(each.name()) && !isEssential(each)) {
        names.add(each.name());
      }
    }
    if (!names.isEmpty()) {
      addLibraries(all);
    }
  }

  /** Whether there are none. */
  boolean isEmpty() {
    return names.isEmpty();
  }

  /** Whether a package is one of them. */
  boolean contains(InstalledPackage each) {
    return names.contains(each.name());
  }

  private static boolean isTool(String name) {
    return BuildPackages.contains(name)
        || name.endsWith("-dev")
        || name.startsWith("binutils")
        || (!name.endsWith("-base") && VERSIONED.stream().anyMatch(name::startsWith));
  }

  private static boolean isEssential(InstalledPackage each) {
    return each.field("Essential").filter("yes"::equals).isPresent();
  }

  /** Libraries that something among the tools wants and nothing else. */
  private void addLibraries(List<InstalledPackage> all) {
    Map<String, Set<String>> wants = new HashMap<>();
    Map<String, Integer> wanting = new HashMap<>();
    Set<String> libraries = new HashSet<>();
    for (InstalledPackage each : all) {
      Set<String> wanted = wants.computeIfAbsent(each.name(), _ -> new HashSet<>());
      for (String name : wanted(each)) {
        if (wanted.add(name)) {
          wanting.merge(name, 1, Integer::sum);
        }
      }
      if (isLibrary(each) && !isEssential(each)) {
        libraries.add(each.name());
      }
    }
    Deque<String> tools = new ArrayDeque<>(names);
    while (!tools.isEmpty()) {
      for (String name : wants.getOrDefault(tools.remove(), Set.of())) {
        boolean last = wanting.merge(name, -1, Integer::sum) == 0;
        if (last && libraries.contains(name) && names.add(name)) {
          tools.add(name);
        }
      }
    }
  }

  private static List<String> wanted(InstalledPackage each) {
    return List.of("Pre-Depends", "Depends", "Recommends", "Suggests").stream()
        .flatMap(field -> each.field(field).stream())
        .flatMap(relations -> names(relations).stream())
        .toList();
  }

  private static boolean isLibrary(InstalledPackage each) {
    String section = each.field("Section").orElse("");
    return section.equals("libs")
        || section.equals("devel")
        || section.equals("libdevel")
        || section.equals("doc");
  }

  private static List<String> names(String relations) {
    return Arrays.stream(relations.split("[,|]"))
        .map(relation -> relation.strip().split("[ (:\\[]", 2)[0])
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
