package dev.kobako.dockerfile;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** FROM names an image also where no build argument is given. */
final class InvalidDefaultArgInFrom implements BuildCheck {
  @Override
  public String name() {
    return "InvalidDefaultArgInFrom";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    Map<String, String> values = new TreeMap<>();
    for (String name : UndefinedArgInFrom.PREDEFINED) {
      values.put(name, "x");
    }
    Expansion expansion = new Expansion(file.syntax().escape());
    Expansion.Variables variables = name -> Optional.ofNullable(values.get(name));
    try {
      for (Instruction.Arg arg : file.globals()) {
        for (Instruction.Arg.Declared each : arg.arguments()) {
          each.value()
              .ifPresent(value -> values.put(each.name(), expansion.word(value, variables).text()));
        }
      }
      for (CheckedFile.Stage stage : file.stages()) {
        if (!canBeImage(expansion.word(stage.from().image(), variables).text())) {
          findings.add(
              stage.from().statement(),
              "with the defaults of its ARGs, '%s' names no image".formatted(stage.from().image()));
        }
      }
    } catch (Expansion.IllegalExpansionException _) {
      // the build says so, or the value that it is given makes it right
    }
  }

  private static boolean canBeImage(String name) {
    return !name.isEmpty()
        && ":@/".indexOf(name.charAt(0)) < 0
        && ":@/".indexOf(name.charAt(name.length() - 1)) < 0
        && !name.contains("//")
        && !name.contains(":@")
        && !name.contains("/:");
  }
}
