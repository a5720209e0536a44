package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The variables that ENV and ARG have defined where a RUN stands. */
final class StageVariables {
  /** Of stages, by their names. */
  private final Map<String, Set<String>> byStage = new HashMap<>();

  private final Set<String> arguments = new HashSet<>();
  private Set<String> variables = new HashSet<>();

  /** Takes in what an instruction says of variables. */
  void follow(Instruction instruction) {
    switch (instruction) {
      case Instruction.From from -> {
        variables =
            new HashSet<>(byStage.getOrDefault(ImageName.of(from.image()).stage(), Set.of()));
        from.stageName().ifPresent(name -> byStage.putIfAbsent(name, variables));
      }
      case Instruction.Arg arg -> arg.arguments().forEach(each -> arguments.add(each.name()));
      case Instruction.Env env -> env.variables().forEach(each -> variables.add(each.name()));
      default -> {}
    }
  }

  /** Whether a word of a command has one of them. */
  boolean areIn(String word) {
    return variables.stream().anyMatch(name -> word.contains("${" + name + "}"))
        || arguments.stream().anyMatch(name -> word.contains("${" + name + "}"));
  }
}
