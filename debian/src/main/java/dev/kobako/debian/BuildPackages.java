package dev.kobako.debian;

import java.util.Set;

/**
 * Debian's packages that are there to build programs and that no program needs to run: compilers,
 * what drives them, and what Debian builds its own packages with. Libraries' headers are known by
 * their names alone and not among them.
 */
public final class BuildPackages {
  private static final Set<String> NAMES =
      Set.of(
          "autoconf",
          "automake",
          "autotools-dev",
          "bison",
          "build-essential",
          "cargo",
          "clang",
          "cmake",
          "cmake-data",
          "cpp",
          "debhelper",
          "devscripts",
          "dpkg-dev",
          "fakeroot",
          "flex",
          "g++",
          "gcc",
          "gettext",
          "gfortran",
          "libtool",
          "lto-disabled-list",
          "m4",
          "make",
          "meson",
          "nasm",
          "ninja-build",
          "patch",
          "pkg-config",
          "pkgconf",
          "pkgconf-bin",
          "rustc",
          "yasm");

  private BuildPackages() {}

  /** Whether a package is one of them. */
  public static boolean contains(String name) {
    return NAMES.contains(name);
  }
}
