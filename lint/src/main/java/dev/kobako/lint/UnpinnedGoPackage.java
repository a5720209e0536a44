package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.List;

/** go install, go get or go run of a package without a version. */
final class UnpinnedGoPackage extends RunRule {
  @Override
  public Description description() {
    return new Description(
        "DL3062",
        Severity.WARNING,
        "Name versions in go install, go get and go run: package@version");
  }

  @Override
  boolean breaks(Instruction.Run run, RunScript script) {
    List<String> packages = run(script);
    return (packages.isEmpty() ? got(script) : packages).stream().anyMatch(word -> !isPinned(word));
  }

  /** The word behind {@code run}; what follows are arguments of the program. */
  private static List<String> run(RunScript script) {
    List<String> packages = new ArrayList<>();
    for (ShellCommand command : script.commands()) {
      if (command.is("go", "run")) {
        command.operands().stream()
            .limit(2)
            .filter(word -> !word.equals("run"))
            .forEach(packages::add);
      }
    }
    return packages;
  }

  private static List<String> got(RunScript script) {
    List<String> packages = new ArrayList<>();
    for (ShellCommand command : script.commands()) {
      if (command.is("go", "install", "get")) {
        command.operands().stream()
            .filter(word -> !List.of("install", "get", "tool").contains(word))
            .forEach(packages::add);
      }
    }
    return packages;
  }

  private static boolean isPinned(String word) {
    return word.startsWith("/")
        || word.startsWith(".")
        || (word.contains("@") && !word.endsWith("@latest") && !word.endsWith("@none"));
  }
}
