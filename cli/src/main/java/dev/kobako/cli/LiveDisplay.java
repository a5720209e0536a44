package dev.kobako.cli;

import dev.kobako.image.Progress;
import java.time.Duration;

/** Shows on standard error how long work goes on: notes at once, the rest at regular times. */
abstract sealed class LiveDisplay implements Progress, AutoCloseable
    permits BuildDisplay, ProgressDisplay {
  private final Screen surface;
  private final TransferBoard board = new TransferBoard();
  private boolean ticking;
  private boolean closed;

  /** Where a display is seen; called under the display's lock. */
  interface Screen {
    /** How long it waits between two looks; zero where it never looks. */
    Duration pace();

    /** A line that stays. */
    void note(String text);

    /** Whether there is something on it that shall not stay, so that even Ctrl-C must end it. */
    default boolean isDrawnOver() {
      return false;
    }

    /** Leaves only what shall stay. */
    void end();
  }

  LiveDisplay(Screen screen) {
    this.surface = screen;
  }

  /** Whether standard error is a terminal on which the cursor can be moved. */
  static boolean canBeDrawnOver(Console console) {
    return console.isTerminal(Console.Standard.ERR)
        && !console.environment().getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Shows how things are; called under the display's lock. */
  abstract void show(TransferBoard.Snapshot transfers);

  @Override
  public final synchronized void note(String text) {
    surface.note(text);
  }

  @Override
  public final Transfer start(String what, long size) {
    tick();
    return board.start(what, size);
  }

  /** Starts to look at regular times, once there is something to see. */
  final synchronized void tick() {
    if (ticking || closed || surface.pace().isZero()) {
      return;
    }
    ticking = true;
    Thread.ofPlatform().daemon().name("progress").start(this::run);
    if (surface.isDrawnOver()) {
      // Ctrl-C ends the JVM in the middle: the terminal shall not keep half a block.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }
  }

  private synchronized void run() {
    try {
      while (!closed) {
        long wait = surface.pace().toMillis();
        long until = System.nanoTime() + wait * 1_000_000;
        while (wait > 0 && !closed) {
          wait(wait);
          wait = (until - System.nanoTime()) / 1_000_000;
        }
        if (!closed) {
          show(board.snapshot());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public final synchronized void close() {
    if (!closed) {
      closed = true;
      surface.end();
      notifyAll();
    }
  }
}
