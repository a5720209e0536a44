package dev.kobako.report;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The packages of an image that programs are built with, and libraries that only those need, which
 * {@code apt-get autoremove} takes away with them.
 */
final class BuildTools {
  /** Names, and starts of names that a version or a triplet follows. */
  private static final Set<String> NAMES =
      Set.of(
          "autoconf",
          "automake",
          "autotools-dev",
          "bison",
          "build-essential",
          "cargo",
          "cmake",
          "cmake-data",
          "dpkg-dev",
          "fakeroot",
          "flex",
          "g++",
          "gcc",
          "libtool",
          "lto-disabled-list",
          "m4",
          "make",
          "meson",
          "ninja-build",
          "pkg-config",
          "pkgconf",
          "pkgconf-bin",
          "rustc");

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

  /** Whether a package is one of them. */
  boolean contains(InstalledPackage each) {
    return names.contains(each.name());
  }

  private static boolean isTool(String name) {
    return NAMES.contains(name)
        || name.endsWith("-dev")
        || name.equals("cpp")
        || name.startsWith("binutils")
        || (!name.endsWith("-base") && VERSIONED.stream().anyMatch(name::startsWith));
  }

  private static boolean isEssential(InstalledPackage each) {
    return each.field("Essential").filter("yes"::equals).isPresent();
  }

  /** Libraries that something among the tools wants and nothing else. */
  private void addLibraries(List<InstalledPackage> all) {
    TreeMap<String, Set<String>> wantedBy = new TreeMap<>();
    for (InstalledPackage each : all) {
      for (String field : List.of("Pre-Depends", "Depends", "Recommends", "Suggests")) {
        each.field(field)
            .ifPresent(relations ->
                names(relations)
                    .forEach(wanted ->
                        wantedBy.computeIfAbsent(wanted, _ -> new TreeSet<>()).add(each.name())));
      }
    }
    boolean more = true;
    while (more) {
      more = false;
      for (InstalledPackage each : all) {
        Set<String> wanting = wantedBy.getOrDefault(each.name(), Set.of());
        if (isLibrary(each)
            && !isEssential(each)
            && !wanting.isEmpty()
            && names.containsAll(wanting)) {
          more |= names.add(each.name());
        }
      }
    }
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
