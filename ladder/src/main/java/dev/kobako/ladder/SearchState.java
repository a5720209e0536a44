package dev.kobako.ladder;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How far the search for the smallest has come.
 *
 * @param units how many there were at first
 * @param removed what went; with exactly these gone, the checks have passed
 * @param needed of what is left, what breaks a check if it goes by itself too: each was tried with
 *     exactly the others there
 * @param tries runs of the checks so far
 */
record SearchState(int units, Set<Unit> removed, Set<Unit> needed, int tries) {
  SearchState {
    removed = Collections.unmodifiableSet(new LinkedHashSet<>(removed));
    needed = Collections.unmodifiableSet(new LinkedHashSet<>(needed));
  }
}
