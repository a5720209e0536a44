package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Instruction.Pair;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** ENV that uses a variable which only it defines: there it has its old value, or none. */
final class VariableOfSameEnv implements Rule {
  @Override
  public Description description() {
    return new Description(
        "DL3044",
        Severity.ERROR,
        "Define a variable in an ENV of its own before another ENV uses it");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    Set<String> known = new HashSet<>();
    for (LintedInstruction each : file.instructions()) {
      switch (each.instruction()) {
        case Instruction.Arg arg -> arg.arguments().forEach(one -> known.add(one.name()));
        case Instruction.Env env -> {
          if (usesItself(env.variables(), known)) {
            broken.add(each);
          }
          env.variables().forEach(pair -> known.add(Words.plain(pair.name())));
        }
        default -> {}
      }
    }
  }

  private static boolean usesItself(List<Pair> variables, Set<String> known) {
    for (int i = 0; i < variables.size(); i++) {
      String name = Words.plain(variables.get(i).name());
      for (int j = 0; j < variables.size() && !known.contains(name); j++) {
        if (i != j && uses(variables.get(j).value(), name)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean uses(String text, String name) {
    if (text.contains("${" + name + "}")) {
      return true;
    }
    String variable = "$" + name;
    for (int at = text.indexOf(variable);
        at >= 0;
        at = text.indexOf(variable, at + variable.length())) {
      int end = at + variable.length();
      if (end == text.length() || !isLetterOfName(text.charAt(end))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLetterOfName(char letter) {
    return (letter >= '0' && letter <= '9')
        || (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || letter == '_';
  }
}
