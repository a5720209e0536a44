package dev.kobako.fix;

/** What the programs of a stage are linked to, as far as is seen. */
final class Linking {
  private boolean cgo;
  private boolean others;
  private boolean cxx;
  private boolean cargo;
  private boolean libraries;

  /** The compiler of Go links, and may need one of C for that. */
  void byGo() {
    cgo = true;
  }

  /** Cargo links. */
  void byCargo() {
    others = true;
    cargo = true;
  }

  /**
   * A compiler of C or C++ links, not statically.
   *
   * @param isCxx whether to the library of C++
   * @param hasLibraries whether to libraries that are no part of a compiler, or may be
   */
  void byC(boolean isCxx, boolean hasLibraries) {
    others = true;
    cxx |= isCxx;
    libraries |= hasLibraries;
  }

  /** It is not known what links, and what to. */
  void byAnything() {
    byC(true, true);
  }

  /** Whether all that is linked is so without any library, as far as is seen. */
  boolean isStatic() {
    return !cgo && !others;
  }

  /** Whether something is linked by compilers of C or C++. */
  boolean linksWithC() {
    return others || cgo;
  }

  /** Whether it is so by anything but the compiler of Go, which needs one of C for that. */
  boolean linksWithoutGo() {
    return others;
  }

  /** Whether that is C++, or may be. */
  boolean linksWithCxx() {
    return cxx || cgo || cargo;
  }

  /** Whether cargo links something. */
  boolean linksWithCargo() {
    return cargo;
  }

  /** Whether something else is linked to libraries that are no part of a compiler, or may be. */
  boolean linksLibraries() {
    return libraries || cgo;
  }
}
