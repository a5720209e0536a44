package dev.kobako.ladder;

import java.util.List;
import java.util.Set;

/** Who knows whether the checks pass without some units. */
interface Oracle {
  /**
   * What came of a try.
   *
   * @param passed whether all checks did
   * @param asked the units that were asked for, there or not; all of them where nobody watched
   */
  record Outcome(boolean passed, Set<Unit> asked) {}

  /**
   * Tries one after the other to do without some units, until one passes. May try several at a
   * time, but the answer is the same as if it did not.
   *
   * @param candidates each what is taken away, of all units
   * @return the outcomes in this order: up to the first that passed; shorter without such a one
   *     where there is no time for more
   */
  List<Outcome> firstPassing(List<Set<Unit>> candidates);
}
