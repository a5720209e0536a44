package dev.kobako.build;

import java.util.ArrayList;
import java.util.List;

/**
 * The variables of a RUN while they are put together: those of the step, a PATH if it has none, the
 * proxies, and what mounts add. What was set first stays. HOME is left to the runtime, which takes
 * it from the account.
 */
final class RunEnvironment {
  /** What Docker and BuildKit give to Linux containers. */
  private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final List<String> lines = new ArrayList<>();

  RunEnvironment(RunStep step) {
    lines.addAll(step.environment());
    for (String line : step.unkeyed()) {
      addIfUnset(line);
    }
    addIfUnset("PATH=" + PATH);
  }

  /** Sets a variable unless it has a value. */
  void addIfUnset(String name, String value) {
    addIfUnset(name + "=" + value);
  }

  private void addIfUnset(String line) {
    String start = line.substring(0, line.indexOf('=') + 1);
    if (lines.stream().noneMatch(each -> each.startsWith(start))) {
      lines.add(line);
    }
  }

  /** Sets a variable, whatever it was. */
  void set(String name, String value) {
    lines.removeIf(each -> each.startsWith(name + "="));
    lines.add(name + "=" + value);
  }

  /** Each {@code NAME=value}. */
  List<String> lines() {
    return List.copyOf(lines);
  }
}
