package dev.kobako.dockerfile;

import java.util.List;

/** The comment right before a named stage or an ARG begins with its name. */
final class InvalidDefinitionDescription implements BuildCheck {
  @Override
  public String name() {
    return "InvalidDefinitionDescription";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (Instruction.Arg arg : file.globals()) {
      arg(arg, findings);
    }
    for (CheckedFile.Stage stage : file.stages()) {
      stage
          .from()
          .stageName()
          .ifPresent(name -> named(stage.from().statement(), List.of(name), findings));
      for (Instruction instruction : stage.instructions()) {
        if (instruction instanceof Instruction.Arg arg) {
          arg(arg, findings);
        }
      }
    }
  }

  @Override
  public boolean isExperimental() {
    return true;
  }

  private static void arg(Instruction.Arg arg, Findings findings) {
    named(
        arg.statement(),
        arg.arguments().stream().map(Instruction.Arg.Declared::name).toList(),
        findings);
  }

  private static void named(Statement statement, List<String> names, Findings findings) {
    if (!statement.comments().isEmpty()
        && !names.contains(statement.comments().getLast().split(" ", 2)[0])) {
      findings.add(
          statement,
          "the comment before it doesn't begin with '%s'"
              .formatted(names.size() == 1 ? names.getFirst() : "NAME"));
    }
  }
}
