package dev.kobako.project;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A RUN of shell commands, each of which has to succeed.
 *
 * @param mounts caches that it uses
 * @param commands in their order; they may have lines that end with a backslash
 */
public record RunStep(List<CacheMount> mounts, List<String> commands) {
  public RunStep {
    mounts = List.copyOf(mounts);
    commands = List.copyOf(commands);
    if (commands.isEmpty()) {
      throw new IllegalArgumentException("a RUN needs a command");
    }
  }

  /** Without caches. */
  public static RunStep of(String... commands) {
    return new RunStep(List.of(), List.of(commands));
  }

  /** The same with a cache. */
  public RunStep with(CacheMount... caches) {
    List<CacheMount> all = new ArrayList<>(mounts);
    all.addAll(Arrays.asList(caches));
    return new RunStep(all, commands);
  }

  /** The instruction, with a line for each mount and command. */
  public String text() {
    String flags =
        mounts.stream().map(each -> each.flag() + " \\\n    ").collect(Collectors.joining());
    return "RUN " + flags + String.join(" \\\n && ", commands);
  }
}
