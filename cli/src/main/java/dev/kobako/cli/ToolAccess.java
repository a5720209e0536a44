package dev.kobako.cli;

import dev.kobako.apt.Repositories;
import dev.kobako.base.SourceWishes;
import dev.kobako.debian.DebianArchitecture;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.toolbox.DebianTools;
import dev.kobako.toolbox.FoundTool;
import dev.kobako.toolbox.Tool;
import dev.kobako.toolbox.ToolPackages;
import dev.kobako.toolbox.Toolbox;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way to tools for commands: reaches repositories only once a tool has to be fetched. */
final class ToolAccess implements ToolPackages, AutoCloseable {
  /** Bookworm has no upx, and tools bring their own libraries along whatever the machine has. */
  static final String SUITE = "trixie";

  private final Console console;
  private final Toolbox toolbox;
  private final RepositoryArguments packages;
  private final String suite;
  private final Progress progress;
  private @Nullable Repositories repositories;

  /**
   * For a command that is about tools.
   *
   * @param suite Debian release that they come from
   */
  ToolAccess(Console console, RepositoryArguments packages, String suite, Progress progress) {
    this.console = console;
    this.toolbox = toolbox(console);
    this.packages = packages;
    this.suite = suite;
    this.progress = progress;
  }

  /** For a command that needs tools for something else. */
  ToolAccess(Console console, Progress progress) {
    this(console, RepositoryArguments.none(console), SUITE, progress);
  }

  /** The user's tools. */
  static Toolbox toolbox(Console console) {
    return new Toolbox(
        ImageStore.defaultRoot(console.environment()).resolve("tools"),
        console.environment().getOrDefault("PATH", ""));
  }

  /** The tool, if it is there already. */
  Optional<FoundTool> find(Tool tool) {
    return toolbox.find(tool);
  }

  /** The tool, fetched now if it is nowhere. */
  FoundTool require(Tool tool) {
    return toolbox.require(tool, this);
  }

  /** The tool, fetched whether the PATH has it or not. */
  FoundTool fetch(Tool tool) {
    return toolbox.fetch(tool, this);
  }

  @Override
  public Path unpack(Tool tool, Toolbox into) {
    progress.note("fetching " + tool.command() + " from Debian " + suite);
    Repositories opened = repositories;
    if (opened == null) {
      opened = packages.open(progress);
      repositories = opened;
    }
    return new DebianTools(
            opened,
            packages.sources("debian", suite, SourceWishes.NONE),
            DebianArchitecture.of(Platform.host()),
            RepositoryArguments.unpacked(console))
        .unpack(tool, into);
  }

  @Override
  public void close() {
    Repositories opened = repositories;
    if (opened != null) {
      opened.close();
    }
  }
}
