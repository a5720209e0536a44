package dev.kobako.cli;

import java.time.Duration;

/**
 * Shows on standard error how transfers go: a live block on a terminal, now and then a line
 * elsewhere, nothing when it shall be quiet.
 */
final class ProgressDisplay extends LiveDisplay {
  private final Screen screen;
  private final long start = System.nanoTime();

  /** Where transfers are seen. */
  sealed interface Screen extends LiveDisplay.Screen permits LiveBlock, PlainLines, NoScreen {
    /** How things are. */
    void show(TransferBoard.Snapshot now, Duration elapsed);
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
    super(screen);
    this.screen = screen;
  }

  static ProgressDisplay on(Console console, boolean quiet) {
    if (quiet) {
      return new ProgressDisplay(new NoScreen());
    }
    return new ProgressDisplay(
        canBeDrawnOver(console) ? new LiveBlock(console.err()) : new PlainLines(console.err()));
  }

  @Override
  void show(TransferBoard.Snapshot transfers) {
    screen.show(transfers, Duration.ofNanos(System.nanoTime() - start));
  }
}
