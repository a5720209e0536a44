package dev.kobako.screen;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What somebody wants to see of an image.
 *
 * @param layer after which the tree is shown; 0 is the lowest
 * @param aggregated whether changes are those of all layers above the lowest one, and not of this
 *     layer only
 * @param hidden what is not shown
 * @param wasteOnly whether only those files are shown whose bytes nobody can see in the end
 * @param query what names must match
 */
record Choice(
    int layer, boolean aggregated, Set<Change> hidden, boolean wasteOnly, NameQuery query) {
  Choice {
    EnumSet<Change> copy = EnumSet.noneOf(Change.class);
    copy.addAll(hidden);
    hidden = Collections.unmodifiableSet(copy);
  }

  /** All of a layer. */
  static Choice of(int layer) {
    return new Choice(layer, false, Set.of(), false, NameQuery.ALL);
  }

  /** The layer that changes are told against; below 0 for nothing. */
  int from() {
    return aggregated ? Math.min(0, layer - 1) : layer - 1;
  }

  Choice withLayer(int number) {
    return new Choice(number, aggregated, hidden, wasteOnly, query);
  }

  Choice withAggregated(boolean all) {
    return new Choice(layer, all, hidden, wasteOnly, query);
  }

  /** The same with one kind shown if it was hidden, and hidden if it was shown. */
  Choice withToggled(Change change) {
    EnumSet<Change> other = EnumSet.noneOf(Change.class);
    other.addAll(hidden);
    if (!other.remove(change)) {
      other.add(change);
    }
    return new Choice(layer, aggregated, other, wasteOnly, query);
  }

  Choice withWasteOnly(boolean only) {
    return new Choice(layer, aggregated, hidden, only, query);
  }

  Choice withQuery(NameQuery other) {
    return new Choice(layer, aggregated, hidden, wasteOnly, other);
  }
}
