package dev.kobako.debian;

import dev.kobako.debian.Rule.Need;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Finds packages that fulfil a request together; no more of them than needed.
 *
 * <p>A satisfiability solver (sat4j) says what is possible, over the packages that come up on the
 * way only ({@link Possibilities}); which of the possible solutions it is, is decided need by need
 * ({@link Selection}), and what turned out superfluous goes ({@link Pruning}). So a solution is
 * found whenever there is one, and it is still the one that a reader of the Depends fields expects.
 */
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
    AskedNames.check(available, request);
    Rules rules = new Rules(new Offers(available, request));
    Possibilities possibilities = new Possibilities(rules);
    Map<Candidate, Need> reasons =
        Selection.of(rules, possibilities, request.recommends())
            .map(Pruning::of)
            .orElseThrow(() -> Contradiction.among(possibilities.added(), available, request));
    List<PackageSet.Member> members = new ArrayList<>();
    for (Candidate each : UnpackOrder.of(rules, reasons.keySet())) {
      Need reason = Objects.requireNonNull(reasons.get(each));
      members.add(new PackageSet.Member(each.available(), why(reason)));
    }
    return new PackageSet(members);
  }

  private static String why(Need need) {
    return need.words(need.who() == null ? "" : need.who().name());
  }
}
