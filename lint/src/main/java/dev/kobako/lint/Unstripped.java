package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Programs that are compiled and shipped with their symbols. */
final class Unstripped implements Rule {
  private static final Set<String> GO = Set.of("build", "install");
  private static final Pattern STRIPPED_GO =
      Pattern.compile("-ldflags[= ].*-s\\b|-ldflags[= ].*-w\\b");

  @Override
  public Description description() {
    return new Description(
        "S10", Severity.INFO, "Strip what is compiled: symbols are for debuggers");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    List<LintedInstruction> compiled = new ArrayList<>();
    Set<String> variables = new HashSet<>();
    for (LintedInstruction each : file.instructions()) {
      switch (each.instruction()) {
        case Instruction.From _ -> variables.clear();
        case Instruction.Env env ->
            env.variables().forEach(pair -> variables.add(pair.name() + "=" + pair.value()));
        case Instruction.Run _ -> {
          if (each.script().calls("strip") || each.script().calls("upx")) {
            return; // whatever is meant by it, somebody has thought of it
          }
          if (each.script().any(command -> keepsSymbols(command, variables, each.script()))) {
            compiled.add(each);
          }
        }
        default -> {}
      }
    }
    compiled.forEach(broken::add);
  }

  private static boolean keepsSymbols(
      ShellCommand command, Set<String> variables, RunScript script) {
    String all = String.join(" ", command.arguments()) + " " + String.join(" ", variables);
    return switch (command.name()) {
      case "go" ->
          command.arguments().stream().findFirst().filter(GO::contains).isPresent()
              && !STRIPPED_GO.matcher(all + " " + script.text()).find();
      case "cargo" ->
          (command.is("cargo", "install") || command.hasFlag("release", "r"))
              && command.is("cargo", "build", "install", "b")
              && !all.toLowerCase(Locale.ROOT).contains("strip")
              && !script.text().contains("STRIP=");
      case "gcc", "g++", "cc", "c++", "clang", "clang++" ->
          command.hasArgument("-o")
              && !command.hasArgument("-c")
              && !command.hasArgument("-s")
              && !all.contains("-Wl,-s");
      case "ghc" -> !all.contains("-optl-s") && !command.operands().isEmpty();
      default -> false;
    };
  }
}
