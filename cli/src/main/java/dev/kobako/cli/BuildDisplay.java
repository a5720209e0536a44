package dev.kobako.cli;

import dev.kobako.build.BuildEvents;
import dev.kobako.build.Plan;
import dev.kobako.diagnostic.Choice;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Shows on standard error how builds go on, and what is fetched for them. */
final class BuildDisplay extends LiveDisplay {
  /** The words that {@code --progress} takes. */
  static final List<String> WORDS = List.of("auto", "plain", "tty", "rawjson", "quiet");

  private final BuildScreen screen;
  private final Map<String, ShownStep> running = new LinkedHashMap<>();
  private int last;
  private int begun;
  private boolean hasFailed;

  BuildDisplay(BuildScreen screen) {
    super(screen);
    this.screen = screen;
  }

  /** Declares {@code --progress}. */
  static void declare(Options options) {
    options.text("FORM", "How progress is shown: " + String.join(", ", WORDS) + ".", "--progress");
  }

  /** What is asked for by {@code --quiet}, {@code --progress} or as BuildKit is asked for it. */
  static String word(ParseResult parsed, Console console) {
    return Session.isQuiet(parsed)
        ? "quiet"
        : Options.text(parsed, "--progress")
            .or(() -> Optional.ofNullable(console.environment().get("BUILDKIT_PROGRESS")))
            .orElse("auto");
  }

  /** The display that the command line asks for. */
  static BuildDisplay of(ParseResult parsed, Console console) {
    return on(console, word(parsed, console));
  }

  /**
   * The display that is asked for.
   *
   * @param word what {@code --progress} says; {@code tty} without a terminal is {@code plain}
   */
  static BuildDisplay on(Console console, String word) {
    return new BuildDisplay(
        switch (word) {
          case "auto", "tty" ->
              canBeDrawnOver(console) ? new BuildBlock(console.err()) : new BuildLog(console.err());
          case "plain" -> new BuildLog(console.err());
          case "rawjson" -> new RawBuildLog(console.err());
          case "quiet" -> new QuietBuild(console.err());
          default -> throw Choice.refused("--progress", word, WORDS);
        });
  }

  /** How many steps have begun to run. */
  synchronized int begun() {
    return begun;
  }

  /** What a build of that plan is told to. */
  BuildEvents of(StepTitles titles) {
    return new Listener(titles);
  }

  private final class Listener implements BuildEvents {
    private final StepTitles titles;
    private final Map<Integer, Integer> lastOfStage = new LinkedHashMap<>();

    Listener(StepTitles titles) {
      this.titles = titles;
    }

    private String key(Plan.Stage stage, int step) {
      return titles.prefix() + " " + stage.index() + " " + step;
    }

    private ShownStep first(Plan.Stage stage, int step) {
      ShownStep shown =
          new ShownStep(
              ++last, titles.of(stage, step), Optional.ofNullable(lastOfStage.get(stage.index())));
      lastOfStage.put(stage.index(), shown.number());
      return shown;
    }

    @Override
    public void started(Plan.Stage stage, int step) {
      tick();
      synchronized (BuildDisplay.this) {
        ShownStep shown = first(stage, step);
        running.put(key(stage, step), shown);
        begun++;
        screen.begun(shown);
      }
    }

    @Override
    public void changed(Plan.Stage stage, int step, String why) {
      synchronized (BuildDisplay.this) {
        ShownStep shown = running.get(key(stage, step));
        if (shown != null) {
          screen.changed(shown, why);
        }
      }
    }

    @Override
    public void output(Plan.Stage stage, int step, byte[] bytes, boolean error) {
      synchronized (BuildDisplay.this) {
        ShownStep shown = running.get(key(stage, step));
        if (shown != null) {
          screen.output(shown, bytes, error);
        }
      }
    }

    @Override
    public void done(Plan.Stage stage, int step, Outcome outcome) {
      synchronized (BuildDisplay.this) {
        ShownStep shown = running.remove(key(stage, step));
        screen.done(shown == null ? first(stage, step) : shown, outcome);
      }
    }

    @Override
    public void failed(Plan.Stage stage, int step, RuntimeException why) {
      synchronized (BuildDisplay.this) {
        ShownStep shown = running.remove(key(stage, step));
        if (shown == null) {
          return;
        }
        if (hasFailed) {
          screen.cancelled(shown);
        } else {
          hasFailed = true;
          screen.failed(shown, fact(why));
        }
      }
    }

    @Override
    public void note(String text) {
      BuildDisplay.this.note(text);
    }
  }

  /** Without the lines of the Dockerfile, which come with the message at the end. */
  private static String fact(RuntimeException why) {
    String text =
        why instanceof KobakoException explained
            ? explained.diagnostic().fact()
            : String.valueOf(why.getMessage());
    return text.lines().findFirst().orElse("");
  }

  @Override
  synchronized void show(TransferBoard.Snapshot transfers) {
    screen.show(new ArrayList<>(running.values()), transfers);
  }
}
