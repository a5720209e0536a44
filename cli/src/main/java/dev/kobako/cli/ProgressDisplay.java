package dev.kobako.cli;

import dev.kobako.image.Progress;
import java.time.Duration;

/**
 * Shows on standard error how transfers go: a live block on a terminal, now and then a line
 * elsewhere, nothing when it shall be quiet.
 */
final class ProgressDisplay implements Progress, AutoCloseable {
  private final TransferBoard board = new TransferBoard();
  private final Screen screen;
  private final long start = System.nanoTime();
  private boolean ticking;
  private boolean closed;

  /** Where a display is seen; called under the display's lock. */
  sealed interface Screen permits LiveBlock, PlainLines, NoScreen {
    /** How long it waits between two looks. */
    Duration pace();

    /** A line that stays. */
    void note(String text);

    /** How things are. */
    void show(TransferBoard.Snapshot now, Duration elapsed);

    /** Leaves only what shall stay. */
    void end();
  }

  /** Nobody looks. */
  private record NoScreen() implements Screen {
    @Override
    public Duration pace() {
      return Duration.ZERO;
    }

    @Override
    public void note(String text) {}

    @Override
    public void show(TransferBoard.Snapshot now, Duration elapsed) {}

    @Override
    public void end() {}
  }

  private ProgressDisplay(Screen screen) {
    this.screen = screen;
  }

  static ProgressDisplay on(Console console, boolean quiet) {
    if (quiet) {
      return new ProgressDisplay(new NoScreen());
    }
    boolean dumb = console.environment().getOrDefault("TERM", "dumb").equals("dumb");
    return new ProgressDisplay(
        console.isTerminal(Console.Standard.ERR) && !dumb
            ? new LiveBlock(console.err())
            : new PlainLines(console.err()));
  }

  @Override
  public synchronized void note(String text) {
    screen.note(text);
  }

  @Override
  public Transfer start(String what, long size) {
    tick();
    return board.start(what, size);
  }

  /** Starts to look at regular times, once there is something to see. */
  private synchronized void tick() {
    if (ticking || closed || screen instanceof NoScreen) {
      return;
    }
    ticking = true;
    Thread.ofPlatform().daemon().name("progress").start(this::run);
    if (screen instanceof LiveBlock) {
      // Ctrl-C ends the JVM in the middle: the terminal shall not keep half a block.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
    }
  }

  private synchronized void run() {
    try {
      while (!closed) {
        long wait = screen.pace().toMillis();
        long until = System.nanoTime() + wait * 1_000_000;
        while (wait > 0 && !closed) {
          wait(wait);
          wait = (until - System.nanoTime()) / 1_000_000;
        }
        if (!closed) {
          screen.show(board.snapshot(), Duration.ofNanos(System.nanoTime() - start));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      screen.end();
      notifyAll();
    }
  }
}
