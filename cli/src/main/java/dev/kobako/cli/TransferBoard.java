package dev.kobako.cli;

import dev.kobako.image.Progress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is on its way and what has arrived. Called by many threads. */
final class TransferBoard {
  private final Set<Moving> moving = new LinkedHashSet<>();
  private final Map<String, Long> spared = new TreeMap<>();
  private long moved;
  private long announced;
  private int done;

  /**
   * The state at one moment.
   *
   * @param moving what is on its way, the oldest first
   * @param moved bytes in all
   * @param spared bytes in all, by reason
   * @param announced bytes of everything whose turn has come
   * @param done how many have arrived
   */
  record Snapshot(
      List<Line> moving, long moved, Map<String, Long> spared, long announced, int done) {}

  /** One that is on its way, with the bytes that are there already. */
  record Line(String what, long there, long size) {}

  /** One that is on its way. */
  private final class Moving implements Progress.Transfer {
    private final String what;
    private final long size;
    private long there;

    Moving(String what, long size) {
      this.what = what;
      this.size = size;
    }

    @Override
    public void moved(long bytes) {
      synchronized (TransferBoard.this) {
        there += bytes;
        moved += bytes;
      }
    }

    @Override
    public void spared(long bytes, String why) {
      synchronized (TransferBoard.this) {
        there += bytes;
        spared.merge(why, bytes, Long::sum);
      }
    }

    @Override
    public void end() {
      synchronized (TransferBoard.this) {
        moving.remove(this);
        done++;
      }
    }
  }

  synchronized Progress.Transfer start(String what, long size) {
    Moving one = new Moving(what, size);
    moving.add(one);
    announced += size;
    return one;
  }

  synchronized Snapshot snapshot() {
    List<Line> lines = new ArrayList<>();
    for (Moving one : moving) {
      lines.add(new Line(one.what, one.there, one.size));
    }
    return new Snapshot(lines, moved, new TreeMap<>(spared), announced, done);
  }
}
