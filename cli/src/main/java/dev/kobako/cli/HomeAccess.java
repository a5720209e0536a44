package dev.kobako.cli;

import dev.kobako.image.ImageStore;
import dev.kobako.image.Progress;
import dev.kobako.transfer.Homes;
import picocli.CommandLine.ParseResult;

/**
 * The way of commands to images: all homes, with the bases that may be composed where no registry
 * gives them. What a command doesn't declare is as if its user had not written it.
 */
record HomeAccess(Homes homes, ComposedBases supply, Progress progress) implements AutoCloseable {
  /** Declares {@code --insecure}. */
  static void declare(Options options) {
    options.flag("Allow plain HTTP and certificates that aren't trusted.", "--insecure");
  }

  /**
   * Opens the user's store and what leads to all other homes.
   *
   * @param progress is told of what is pulled or composed
   */
  static HomeAccess open(ParseResult parsed, Console console, Progress progress) {
    ImageStore store = ImageStore.open(ImageStore.defaultRoot(console.environment()));
    ComposedBases supply = ComposedBases.of(parsed, console, store, progress);
    return new HomeAccess(
        new Homes(
            store, console.environment(), parsed.hasMatchedOption("--insecure"), progress, supply),
        supply,
        progress);
  }

  /**
   * The images that builds start from.
   *
   * @param pull whether the registry is asked first
   */
  BuildBases bases(boolean pull) {
    return new BuildBases(homes, supply, progress, pull);
  }

  @Override
  public void close() {
    homes.close();
  }
}
