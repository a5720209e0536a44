package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Instruction.Pair;
import java.util.List;
import java.util.Set;

/** pip install that leaves its cache in the layer. */
final class PipCacheLeft implements Rule {
  private static final String VARIABLE = "PIP_NO_CACHE_DIR";
  private static final Set<String> YES =
      Set.of("1", "true", "True", "TRUE", "on", "On", "ON", "yes", "Yes", "YES");

  @Override
  public Description description() {
    return new Description(
        "DL3042",
        Severity.WARNING,
        "Give pip install --no-cache-dir, and it leaves no cache behind");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    check(file.instructions(), broken);
    check(file.triggers(), broken);
  }

  private static void check(List<LintedInstruction> instructions, Breaches broken) {
    StageFlag switchedOff = new StageFlag();
    for (LintedInstruction each : instructions) {
      switch (each.instruction()) {
        case Instruction.From from -> switchedOff.enter(from);
        case Instruction.Env env -> {
          if (env.variables().stream()
              .filter(pair -> pair.name().equals(VARIABLE))
              .findFirst()
              .map(Pair::value)
              .map(Words::unquoted)
              .filter(YES::contains)
              .isPresent()) {
            switchedOff.set();
          }
        }
        case Instruction.Run run -> {
          if (!switchedOff.isSet() && leavesCache(run, each.script())) {
            broken.add(each);
          }
        }
        default -> {}
      }
    }
  }

  private static boolean leavesCache(Instruction.Run run, RunScript script) {
    return script.any(PipCacheLeft::leavesCache)
        && !ScratchMount.isAt(run, ".cache/pip")
        && !isSwitchedOff(script.text());
  }

  private static boolean leavesCache(ShellCommand command) {
    return command.installsWithPip()
        && !command.hasArgument("--no-cache-dir")
        && !isWrapper(command, "pipx")
        && !isWrapper(command, "pipenv");
  }

  private static boolean isWrapper(ShellCommand command, String program) {
    return command.name().contains(program)
        || (command.name().startsWith("python") && command.hasArguments("-m", program));
  }

  private static boolean isSwitchedOff(String text) {
    int at = text.indexOf(VARIABLE + "=");
    String value = at < 0 ? "" : text.substring(at + VARIABLE.length() + 1);
    return YES.stream().anyMatch(value::startsWith);
  }
}
