package dev.kobako.cli;

import dev.kobako.build.BuildCache;
import dev.kobako.build.BuildContexts;
import dev.kobako.image.ImageStore;
import dev.kobako.transfer.Homes;
import java.nio.file.Path;
import picocli.CommandLine.ParseResult;

/** What the builds of one command work with, whichever command it is. */
final class BuildSession implements AutoCloseable {
  private final Console console;
  private final BuildDisplay display;
  private final HomeAccess access;
  private final BuildCache cache;
  private final BuildContexts contexts;

  private BuildSession(
      Console console, BuildDisplay display, HomeAccess access, BuildContexts contexts) {
    this.console = console;
    this.display = display;
    this.access = access;
    this.contexts = contexts;
    this.cache = BuildCache.in(cacheFolder(console));
  }

  /** Declares where bases come from and how progress is shown. */
  static void declare(Options options) {
    ComposedBases.declare(options);
    RepositoryArguments.declare(options);
    HomeAccess.declare(options);
    BuildDisplay.declare(options);
  }

  /** Opens store, cache and display. */
  static BuildSession open(ParseResult parsed, Console console) {
    BuildDisplay display = BuildDisplay.of(parsed, console);
    return new BuildSession(
        console, display, HomeAccess.open(parsed, console, display), contexts(console));
  }

  /** Where builds of this user keep what they remember. */
  static Path cacheFolder(Console console) {
    return cacheFolder(ImageStore.defaultRoot(console.environment()));
  }

  /** The same below the root of any store. */
  static Path cacheFolder(Path store) {
    return store.resolve("build");
  }

  /** What opens contexts, which needs no session. */
  static BuildContexts contexts(Console console) {
    return new BuildContexts(cacheFolder(console), console.path("."), console.environment());
  }

  BuildDisplay display() {
    return display;
  }

  Homes homes() {
    return access.homes();
  }

  BuildCache cache() {
    return cache;
  }

  BuildContexts contexts() {
    return contexts;
  }

  /**
   * The builds of a Dockerfile.
   *
   * @param pull whether registries are asked for bases that the store has
   */
  BuildWork work(BuildContexts.Opened opened, boolean pull, BuildWork.Demand demand) {
    return new BuildWork(console, display, cache, contexts, opened, access.bases(pull), demand);
  }

  @Override
  public void close() {
    try (display;
        access;
        cache) {
      // all are closed, whatever one of them throws
    }
  }
}
