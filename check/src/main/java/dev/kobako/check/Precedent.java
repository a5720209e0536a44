package dev.kobako.check;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario leaves open is settled by the first image that it runs on, the original: which of
 * its exposed ports answer, whether it comes up a second time. Later images must do as much. Safe
 * for use by several threads.
 */
final class Precedent {
  private @Nullable SortedSet<Integer> ports;
  private final Map<List<String>, Boolean> restarts = new HashMap<>();
  private boolean breaks;

  /** The ports that answered; empty where nothing is settled. */
  synchronized Optional<SortedSet<Integer>> ports() {
    return Optional.ofNullable(ports);
  }

  /** Settles which ports answer, unless that is settled. */
  synchronized void settle(SortedSet<Integer> answering) {
    if (ports == null) {
      ports = Collections.unmodifiableSortedSet(new TreeSet<>(answering));
    }
  }

  /**
   * Compares whether a second start came up with the first image's.
   *
   * @param words that replaced the image's command
   * @return whether it did as well
   */
  synchronized boolean isAsGood(List<String> words, boolean restarted) {
    boolean before = restarts.computeIfAbsent(List.copyOf(words), _ -> restarted);
    return restarted || !before;
  }

  /** Tells that a container that a check started in the background failed, and yet all was well. */
  synchronized void settleBreaks() {
    breaks = true;
  }

  /** Whether one may fail so. */
  synchronized boolean breaks() {
    return breaks;
  }
}
