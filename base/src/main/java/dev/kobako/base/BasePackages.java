package dev.kobako.base;

import dev.kobako.debian.Relation;
import dev.kobako.debian.SolveRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Which packages a base asks a solver for. */
public final class BasePackages {
  private BasePackages() {}

  /**
   * What is to be solved. A full base has all that is essential, and apt; what it needs beside
   * comes by dependencies.
   */
  public static SolveRequest of(BaseRequest request) {
    List<Relation> packages = new ArrayList<>(request.packages());
    boolean full = request.kind() == BaseRequest.Kind.FULL;
    if (full && packages.stream().noneMatch(each -> each.name().equals("apt"))) {
      packages.add(new Relation("apt", Optional.empty(), Optional.empty()));
    }
    return new SolveRequest(
        packages, full, request.recommends(), new TreeMap<>(), request.excluded());
  }
}
