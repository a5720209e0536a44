package dev.kobako.cli;

import dev.kobako.diagnostic.Choice;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.ParseResult;

/**
 * Shows on standard error how transfers go: a live block on a terminal, now and then a line
 * elsewhere, nothing when it shall be quiet.
 */
final class ProgressDisplay extends LiveDisplay {
  private static final List<String> WORDS = List.of("auto", "plain", "tty", "quiet");

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

  static void declare(Options options) {
    options.text("FORM", "How progress is shown: " + String.join(", ", WORDS) + ".", "--progress");
  }

  /** What {@code --progress} or {@code --quiet} asks for, each where the command has it. */
  static ProgressDisplay of(ParseResult parsed, Console console) {
    boolean quiet = Session.isQuiet(parsed);
    String word = Options.text(parsed, "--progress").orElse("auto");
    return switch (word) {
      case "auto", "tty" -> on(console, quiet);
      case "plain" -> quiet ? on(console, true) : lines(console);
      case "quiet" -> on(console, true);
      default -> throw Choice.refused("--progress", word, WORDS);
    };
  }

  static ProgressDisplay on(Console console, boolean quiet) {
    if (quiet) {
      return new ProgressDisplay(new NoScreen());
    }
    return canBeDrawnOver(console)
        ? new ProgressDisplay(new LiveBlock(console.err()))
        : lines(console);
  }

  private static ProgressDisplay lines(Console console) {
    return new ProgressDisplay(new PlainLines(console.err()));
  }

  @Override
  void show(TransferBoard.Snapshot transfers) {
    screen.show(transfers, Duration.ofNanos(System.nanoTime() - start));
  }
}
