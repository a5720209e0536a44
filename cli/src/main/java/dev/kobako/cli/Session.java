package dev.kobako.cli;

import dev.kobako.image.ImageStore;
import dev.kobako.image.Progress;
import dev.kobako.transfer.Homes;
import picocli.CommandLine.ParseResult;

/**
 * What commands that move images work with.
 *
 * @param homes of the user
 * @param display of progress on standard error, unless {@code --quiet}
 */
record Session(Homes homes, ProgressDisplay display) implements AutoCloseable {
  /** Declares {@code --insecure} and {@code --quiet}. */
  static void declare(Options options, String quiet) {
    HomeAccess.declare(options);
    options.flag(quiet, "-q", "--quiet").help();
  }

  static Session open(ParseResult parsed, Console console) {
    ProgressDisplay display = ProgressDisplay.of(parsed, console);
    return new Session(HomeAccess.open(parsed, console, display).homes(), display);
  }

  static boolean isQuiet(ParseResult parsed) {
    return parsed.hasMatchedOption("--quiet");
  }

  ImageStore store() {
    return homes.store();
  }

  Progress progress() {
    return display;
  }

  /** Ends the display first, so that what is printed next stands by itself. */
  @Override
  public void close() {
    display.close();
    homes.close();
  }
}
