package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import dev.kobako.report.ImagePlaces;
import dev.kobako.screen.ImageScreen;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** {@code kobako explain --tui}: the terminal as a place to look through an image. */
final class TerminalBrowsing {
  private final Console console;

  /**
   * A way to the terminal.
   *
   * @throws KobakoException usage, where people don't see and type on one
   */
  TerminalBrowsing(Console console) {
    this.console = console;
    if (!console.isTerminal(Console.Standard.IN) || !console.isTerminal(Console.Standard.OUT)) {
      throw refusal("standard input and output are no terminal");
    }
    if (variable("TERM").equals("dumb")) {
      throw refusal("TERM says that the terminal is dumb");
    }
  }

  private static KobakoException refusal(String fact) {
    return KobakoException.usage(
        Diagnostic.of("--tui", fact, "leave out --tui for a page of text, or add --json"));
  }

  /** Reads an image, and lets people look until they have seen enough. */
  void of(String name, Image image, ProgressDisplay display) throws IOException {
    ImagePlaces places = ImagePlaces.of(image);
    display.close();
    ImageScreen.Manner manner =
        new ImageScreen.Manner(variable("NO_COLOR").isEmpty(), knowsUnicode(), Sizes::text);
    new ImageScreen(places, name, manner)
        .show(resized -> Signals.handle("WINCH", _ -> resized.run()));
  }

  /** The first of these that is set says it (locale(7)). */
  private boolean knowsUnicode() {
    return List.of("LC_ALL", "LC_CTYPE", "LANG").stream()
        .map(this::variable)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(text -> text.toUpperCase(Locale.ROOT).replace("-", ""))
        .filter(text -> text.contains("UTF8"))
        .isPresent();
  }

  private String variable(String name) {
    return console.environment().getOrDefault(name, "");
  }
}
