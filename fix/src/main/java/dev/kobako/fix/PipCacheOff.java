package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.lint.PackageCaches;
import dev.kobako.lint.ScratchMount;
import dev.kobako.lint.ShellCommand;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** pip keeps no copy of what it has fetched. */
final class PipCacheOff extends AddedFlag {
  private static final Set<String> FALSE = Set.of("", "0", "false", "off", "no");

  @Override
  public Description description() {
    return new Description(
        "pip-no-cache-dir",
        List.of("DL3042", "S04"),
        "Let pip keep no copy of what it has fetched",
        Promise.without("pip's cache is gone", "**/.cache/pip", "**/.cache")
            .withMoved(PackageCaches.PIP.moved()));
  }

  @Override
  String flag() {
    return "--no-cache-dir";
  }

  @Override
  Set<String> behind() {
    return Set.of("install");
  }

  @Override
  boolean isSettledIn(FixableStage stage) {
    return stage.all(Instruction.Env.class).stream()
        .flatMap(each -> each.variables().stream())
        .anyMatch(each ->
            each.name().equals("PIP_NO_CACHE_DIR")
                && !FALSE.contains(each.value().toLowerCase(Locale.ROOT)));
  }

  @Override
  boolean lacks(ShellCommand command, RunScript script) {
    return isPip(command) && !command.hasFlag("no-cache-dir");
  }

  @Override
  boolean isSpared(Instruction.Run run, Map<String, String> environment) {
    return PackageCaches.PIP.isMounted(run, environment)
        || ScratchMount.isAt(run, ".cache")
        // where the base image may have moved it
        || ScratchMount.isAt(run, "pip");
  }

  private static boolean isPip(ShellCommand command) {
    if (command.name().matches("pip[0-9.]*")) {
      return true;
    }
    int module = command.arguments().indexOf("-m");
    return command.name().matches("python[0-9.]*")
        && module >= 0
        && module + 1 < command.arguments().size()
        && command.arguments().get(module + 1).equals("pip");
  }
}
