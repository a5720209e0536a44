package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variables that instructions of the result ask for. */
final class ResultVariables {
  private static final Pattern VARIABLE =
      Pattern.compile("(?<!\\\\)\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

  private final List<CompilingStage.Read> reads;

  ResultVariables(List<CompilingStage.Read> reads) {
    this.reads = List.copyOf(reads);
  }

  /** Whether an instruction of the result has one of its variables. */
  boolean isAskedFor(Instruction.Arg arg) {
    return reads.stream()
        .filter(read -> isSetting(read.instruction()))
        .flatMap(read -> variables(read.instruction()).stream())
        .anyMatch(name -> arg.arguments().stream().anyMatch(it -> it.name().equals(name)));
  }

  /** Whether it is one of the result whose variables are expanded. */
  private static boolean isSetting(Instruction instruction) {
    return switch (instruction) {
      case Instruction.Env _,
          Instruction.Label _,
          Instruction.Expose _,
          Instruction.Volume _,
          Instruction.User _,
          Instruction.Workdir _,
          Instruction.StopSignal _ ->
          true;
      case Instruction.Copy copy -> copy.from().isPresent();
      default -> false;
    };
  }

  private static Set<String> variables(Instruction instruction) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = VARIABLE.matcher(instruction.statement().original());
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /**
   * Looks for those that the old base alone sets, which have no value in the result.
   *
   * @throws NotUnderstood where one is asked for
   */
  void check() throws NotUnderstood {
    Set<String> known = new TreeSet<>(Set.of("PATH"));
    for (CompilingStage.Read read : reads) {
      if (isSetting(read.instruction())
          && !(read.instruction() instanceof Instruction.Env env
              && env.variables().stream()
                  .allMatch(it -> BuilderBase.VARIABLES.contains(it.name())))) {
        for (String name : variables(read.instruction())) {
          if (!known.contains(name)) {
            throw new NotUnderstood(
                read.instruction().statement(), "nobody knows what " + name + " is in the result");
          }
        }
      }
      switch (read.instruction()) {
        case Instruction.Arg arg -> arg.arguments().forEach(it -> known.add(it.name()));
        case Instruction.Env env ->
            env.variables().stream()
                .map(Instruction.Pair::name)
                .filter(it -> !BuilderBase.VARIABLES.contains(it))
                .forEach(known::add);
        default -> {}
      }
    }
  }
}
