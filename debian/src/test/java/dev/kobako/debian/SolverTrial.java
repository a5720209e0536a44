package dev.kobako.debian;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** A request to the solver, to be changed by a test, and what comes of it. */
final class SolverTrial {
  final TreeMap<String, PackageVersion> pins = new TreeMap<>();
  final TreeSet<String> excluded = new TreeSet<>();
  SolveRequest.Core core = SolveRequest.Core.NONE;
  boolean recommends;

  List<PackageSet.Member> members(AvailablePackages available, String asked) {
    SolveRequest request = new SolveRequest(Relation.list(asked), core, recommends, pins, excluded);
    return PackageSolver.solve(available, request).packages();
  }

  /** The chosen packages in their order, {@code name version} each. */
  List<String> solved(String index, String asked) {
    return solved(TextPackages.of(index), asked);
  }

  List<String> solved(AvailablePackages available, String asked) {
    List<String> names = new ArrayList<>();
    for (PackageSet.Member each : members(available, asked)) {
      names.add(each.available().name() + " " + each.available().version());
    }
    return names;
  }
}
