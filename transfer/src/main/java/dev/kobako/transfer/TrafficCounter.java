package dev.kobako.transfer;

import dev.kobako.image.Progress;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Adds up what passes, and passes it on. */
final class TrafficCounter implements Progress {
  private final Progress next;
  private final LongAdder moved = new LongAdder();
  private final Map<String, LongAdder> spared = new ConcurrentSkipListMap<>();

  TrafficCounter(Progress next) {
    this.next = next;
  }

  /** The sums so far. */
  Traffic traffic() {
    SortedMap<String, Long> sums = new TreeMap<>();
    spared.forEach((why, bytes) -> sums.put(why, bytes.sum()));
    return new Traffic(moved.sum(), sums);
  }

  @Override
  public void note(String text) {
    next.note(text);
  }

  @Override
  public Transfer start(String what, long size) {
    Transfer counted = next.start(what, size);
    return new Transfer() {
      @Override
      public void moved(long bytes) {
        moved.add(bytes);
        counted.moved(bytes);
      }

      @Override
      public void spared(long bytes, String why) {
        spared.computeIfAbsent(why, _ -> new LongAdder()).add(bytes);
        counted.spared(bytes, why);
      }

      @Override
      public void end() {
        counted.end();
      }
    };
  }
}
