package dev.kobako.cli;

import dev.kobako.image.ImageStore;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.RunningContainers;
import dev.kobako.toolbox.FoundTool;
import dev.kobako.toolbox.Tool;
import java.nio.file.Path;

/** The user's containers that have names, in a folder beside the store. */
final class ContainerAccess {
  private ContainerAccess() {}

  /** For commands that start something; fetches the runtime where it is nowhere. */
  static RunningContainers starting(Console console, Progress progress) {
    try (ToolAccess tools = new ToolAccess(console, progress)) {
      return of(console, tools.require(Tool.RUNC).program());
    }
  }

  /** For commands on what is there: who has started it had a runtime. */
  static RunningContainers known(Console console) {
    try (ToolAccess tools = new ToolAccess(console, Progress.NONE)) {
      return of(console, tools.find(Tool.RUNC).map(FoundTool::program).orElse(Path.of("runc")));
    }
  }

  private static RunningContainers of(Console console, Path runtime) {
    return RunningContainers.available(runtime, folder(console));
  }

  /** Where they are. */
  static Path folder(Console console) {
    return ImageStore.defaultRoot(console.environment()).resolve("containers");
  }
}
