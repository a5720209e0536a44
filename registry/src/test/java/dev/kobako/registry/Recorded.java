package dev.kobako.registry;

import dev.kobako.image.Progress;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Progress that a test looks at. */
final class Recorded implements Progress {
  private final AtomicLong moved = new AtomicLong();
  private final AtomicInteger ended = new AtomicInteger();
  private final SortedSet<String> spared = new ConcurrentSkipListSet<>();

  long moved() {
    return moved.get();
  }

  int ended() {
    return ended.get();
  }

  List<String> spared() {
    return List.copyOf(spared);
  }

  @Override
  public Transfer start(String what, long size) {
    return new Transfer() {
      @Override
      public void moved(long bytes) {
        moved.addAndGet(bytes);
      }

      @Override
      public void spared(long bytes, String why) {
        spared.add(why);
      }

      @Override
      public void end() {
        ended.incrementAndGet();
      }
    };
  }
}
