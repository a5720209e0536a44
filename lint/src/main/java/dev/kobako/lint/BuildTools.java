package dev.kobako.lint;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Packages of all systems that are there for building, and of no use to what is built: those that
 * Dockerfiles name. What else only builds in Debian, such as what these bring along, is in debian's
 * BuildPackages, which has no names of other systems.
 */
public final class BuildTools {
  private static final Set<String> TOOLS =
      Set.of(
          "alpine-sdk",
          "autoconf",
          "automake",
          "bison",
          "build-base",
          "build-essential",
          "cargo",
          "clang",
          "cmake",
          "flex",
          "g++",
          "gcc",
          "gcc-c++",
          "git",
          "golang",
          "golang-go",
          "gradle",
          "libtool",
          "make",
          "maven",
          "meson",
          "ninja-build",
          "pkg-config",
          "pkgconf",
          "rustc",
          "linux-headers",
          "default-jdk",
          "default-jdk-headless");
  private static final Pattern VERSIONED =
      Pattern.compile("(gcc|g\\+\\+|clang|golang|openjdk|java)-[0-9.]+(-jdk.*|-openjdk-devel)?");

  private BuildTools() {}

  /** Whether a package is a compiler, what goes with compilers, or the headers of a library. */
  public static boolean isTool(String name) {
    return TOOLS.contains(name)
        || VERSIONED.matcher(name).matches()
        || name.endsWith("-dev")
        || name.endsWith("-devel");
  }
}
