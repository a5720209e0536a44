package dev.kobako.ladder;

import java.time.Duration;

/**
 * What the search of level proven came to, or has come to so far. Units are files with all their
 * names, links, empty folders, and members of files such as Java's classes.
 *
 * @param units that minimal keeps and that may go
 * @param removed how many of them went
 * @param bytes that were gained by that, uncompressed
 * @param needed how many of the rest break a check when they go alone; each was tried with exactly
 *     the others there
 * @param tries runs of the checks
 * @param time that it took
 */
public record Proof(int units, int removed, long bytes, int needed, int tries, Duration time) {
  static Proof of(SearchState state, Duration time) {
    return new Proof(
        state.units(),
        state.removed().size(),
        UnitGroups.bytes(state.removed()),
        state.needed().size(),
        state.tries(),
        time);
  }

  /** How many units are left of which it is not known whether they are needed. */
  public int open() {
    return units - removed - needed;
  }

  /** Whether removing any one unit that is left breaks a check. */
  public boolean isMinimal() {
    return open() == 0;
  }

  /** The same in a sentence, for people. */
  public String text() {
    int left = units - removed;
    return isMinimal()
        ? "removing any one of the "
            + left
            + " remaining files breaks a check ("
            + tries
            + " tries)"
        : "of the "
            + left
            + " remaining files "
            + open()
            + " are left to try: "
            + needed
            + " break a check if they go ("
            + tries
            + " tries); give more time with --budget";
  }
}
