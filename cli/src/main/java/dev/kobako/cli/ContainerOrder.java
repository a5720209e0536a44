package dev.kobako.cli;

import dev.kobako.build.BuildCache;
import dev.kobako.build.LaidOutImages;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.NamedContainer;
import dev.kobako.sandbox.RunningContainers;
import dev.kobako.toolbox.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.ParseResult;

/** A container that was asked for by image and flags, from the image to its being made. */
record ContainerOrder(ParseResult parsed, Console console, RunArguments arguments) {
  /** What comes of it, and who has the containers. */
  interface Made<T> extends BiFunction<RunningContainers, NamedContainer, T> {}

  /** Prepares all that it needs, then lets something be done with it. */
  <T> T fill(Made<T> made) {
    arguments.check();
    Path root = ImageStore.defaultRoot(console.environment());
    // Nobody takes the layers away as long as it is open.
    try (BuildCache cache = BuildCache.in(BuildSession.cacheFolder(root))) {
      NamedContainer named;
      RunningContainers containers;
      try (ProgressDisplay display = ProgressDisplay.on(console, Session.isQuiet(parsed))) {
        named = prepared(root, cache, display);
        containers = ContainerAccess.starting(console, display);
      }
      return made.apply(containers, named);
    }
  }

  /** Writes the id where it was asked for. */
  static void tell(Optional<Path> file, String id) {
    file.ifPresent(path ->
        new OutputFile(path)
            .write(id.getBytes(StandardCharsets.US_ASCII), "name another file with --cidfile"));
  }

  /** The store is free for others once all that is needed of the image is laid out. */
  private NamedContainer prepared(Path root, BuildCache cache, ProgressDisplay display) {
    try (HomeAccess access = HomeAccess.open(parsed, console, display)) {
      return new ContainerPlan(
              arguments,
              image(access),
              new LaidOutImages(cache),
              root.resolve("volumes"),
              tool -> program(tool, display),
              display)
          .container();
    }
  }

  private Path program(Tool tool, Progress progress) {
    try (ToolAccess tools = new ToolAccess(console, progress)) {
      return tools.require(tool).program();
    }
  }

  private Image image(HomeAccess access) {
    boolean always =
        switch (arguments.pull()) {
          case ALWAYS -> true;
          case MISSING -> false;
          case NEVER -> {
            access.homes().requireStored(ImageLocation.parse(arguments.image()));
            yield false;
          }
        };
    return access.bases(always).find(arguments.image(), arguments.platform());
  }
}
