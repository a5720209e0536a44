package dev.kobako.debian;

/** Finds packages that fulfil a request together; no more of them than needed. */
public final class PackageSolver {
  private PackageSolver() {}

  /**
   * The packages for a request: each in the latest version that is possible, of alternatives the
   * first one unless another is part of it anyway, as apt decides.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where there is no solution: which
   *     package needs what that is not to be had, in words; usage, where a package that the user
   *     names does not exist
   */
  public static PackageSet solve(AvailablePackages available, SolveRequest request) {
    throw new UnsupportedOperationException();
  }
}
