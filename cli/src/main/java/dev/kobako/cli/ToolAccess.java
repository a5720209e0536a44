package dev.kobako.cli;

import dev.kobako.apt.Repositories;
import dev.kobako.debian.DebianArchitecture;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.toolbox.DebianTools;
import dev.kobako.toolbox.Tool;
import dev.kobako.toolbox.ToolPackages;
import dev.kobako.toolbox.Toolbox;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The way to tools for commands: reaches repositories only once a tool has to be fetched. */
final class ToolAccess implements ToolPackages, AutoCloseable {
  /** Bookworm has no upx, and tools bring their own libraries along whatever the machine has. */
  static final String SUITE = "trixie";

  private final Console console;
  private final RepositoryArguments packages;
  private final String suite;
  private final Progress progress;
  private @Nullable Repositories repositories;

  ToolAccess(Console console, RepositoryArguments packages, String suite, Progress progress) {
    this.console = console;
    this.packages = packages;
    this.suite = suite;
    this.progress = progress;
  }

  /** The user's tools. */
  static Toolbox toolbox(Console console) {
    return new Toolbox(
        ImageStore.defaultRoot(console.environment()).resolve("tools"),
        console.environment().getOrDefault("PATH", ""));
  }

  @Override
  public Path unpack(Tool tool, Toolbox toolbox) {
    progress.note("fetching " + tool.command() + " from Debian " + suite);
    Repositories opened = repositories;
    if (opened == null) {
      opened = packages.open(progress);
      repositories = opened;
    }
    return new DebianTools(
            opened,
            packages.choice().sources("debian", suite),
            DebianArchitecture.of(Platform.host()),
            RepositoryArguments.unpacked(console))
        .unpack(tool, toolbox);
  }

  @Override
  public void close() {
    Repositories opened = repositories;
    if (opened != null) {
      opened.close();
    }
  }
}
