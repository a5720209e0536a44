package dev.kobako.base;

import dev.kobako.debian.AvailablePackages;
import dev.kobako.debian.PackageSet;
import dev.kobako.debian.PackageSolver;
import dev.kobako.debian.Relation;
import dev.kobako.debian.SolveRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Chooses the packages of a base. */
public final class BasePackages {
  private static final String APT = "apt";

  /**
   * What init-system-helpers needs in one of two ways. The first one, usrmerge, would turn an old
   * system into what ours is from the start, and brings perl along for that.
   */
  private static final String MERGED = "usr-is-merged";

  private BasePackages() {}

  /**
   * The packages. A full base has what debootstrap's and mmdebstrap's minbase have: what is
   * essential or of priority required, and apt. A distroless one has only what is asked for and
   * needed at run time.
   *
   * @throws dev.kobako.diagnostic.KobakoException as {@link PackageSolver#solve} does
   */
  public static PackageSet choose(AvailablePackages available, BaseRequest request) {
    return switch (request.kind()) {
      case DISTROLESS ->
          PackageSolver.solve(
              new ScriptNeeds(available),
              solveRequest(request, request.packages(), SolveRequest.Core.NONE));
      case FULL ->
          PackageSolver.solve(
              available,
              solveRequest(request, withApt(available, request), SolveRequest.Core.REQUIRED));
    };
  }

  private static SolveRequest solveRequest(
      BaseRequest request, List<Relation> packages, SolveRequest.Core core) {
    return new SolveRequest(
        packages, core, request.recommends(), new TreeMap<>(), request.excluded());
  }

  private static List<Relation> withApt(AvailablePackages available, BaseRequest request) {
    List<Relation> packages = new ArrayList<>(request.packages());
    for (String name : List.of(APT, MERGED)) {
      if (!available.named(name).isEmpty()
          && !request.excluded().contains(name)
          && packages.stream().noneMatch(each -> each.name().equals(name))) {
        packages.add(new Relation(name, Optional.empty(), Optional.empty()));
      }
    }
    return packages;
  }
}
