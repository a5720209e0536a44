package dev.kobako.ladder;

import dev.kobako.slim.KeepSet;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a reduction would keep, before anything is written: at level proven, what its search begins
 * with.
 *
 * @param original what it would be made of
 * @param keepSet all that would be in it, with reasons
 * @param times of the phases
 */
public record SlimPlan(Original original, KeepSet keepSet, SortedMap<Phase, Duration> times) {
  public SlimPlan {
    times = Collections.unmodifiableSortedMap(new TreeMap<>(times));
  }
}
