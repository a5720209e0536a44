package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Packages for development, and compiled twins of sources, in a shipped layer. */
final class InterpreterLitter implements Rule {
  @Override
  public Description description() {
    return new Description(
        "S11", Severity.INFO, "Install no tests, development packages and compiled twins");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    Set<String> variables = new HashSet<>();
    for (LayerEffects layer : file.layers()) {
      LintedInstruction each = layer.instruction();
      if (each.instruction() instanceof Instruction.Env env) {
        env.variables()
            .forEach(pair -> variables.add(pair.name() + "=" + Words.unquoted(pair.value())));
      }
      if (each.instruction() instanceof Instruction.Run) {
        for (ShellCommand command : each.script().commands()) {
          Optional<String> remedy = remedy(command, variables, each.script().text());
          if (remedy.isPresent()) {
            broken.add(each, remedy.get());
            break;
          }
        }
      }
    }
  }

  private static Optional<String> remedy(
      ShellCommand command, Set<String> variables, String script) {
    List<String> operands = command.operands();
    return switch (command.name()) {
      case "npm" ->
          (operands.equals(List.of("ci"))
                      || operands.equals(List.of("install"))
                      || operands.equals(List.of("i")))
                  && !command.hasFlag("omit", "production", "only")
                  && !variables.contains("NODE_ENV=production")
                  && !script.contains("NODE_ENV=production")
                  && !script.contains("npm prune")
              ? Optional.of("Give npm --omit=dev: the image needs no packages for development")
              : Optional.empty();
      case "pnpm" ->
          command.is("pnpm", "install", "i")
                  && !command.hasFlag("prod", "P", "production")
                  && !variables.contains("NODE_ENV=production")
                  && !script.contains("pnpm prune")
              ? Optional.of("Give pnpm install --prod: the image needs no packages for development")
              : Optional.empty();
      case "composer" ->
          command.is("composer", "install") && !command.hasFlag("no-dev")
              ? Optional.of("Give composer install --no-dev")
              : Optional.empty();
      case "bundle" ->
          command.is("bundle", "install")
                  && !command.hasFlag("without")
                  && !script.contains("without")
                  && variables.stream().noneMatch(each -> each.startsWith("BUNDLE_WITHOUT="))
              ? Optional.of("Set BUNDLE_WITHOUT=development:test before bundle install")
              : Optional.empty();
      default ->
          command.installsWithPip()
                  && !command.hasFlag("no-compile")
                  && variables.stream()
                      .noneMatch(each -> each.startsWith("PYTHONDONTWRITEBYTECODE="))
                  && !script.contains("PYTHONDONTWRITEBYTECODE=")
                  && !script.contains("__pycache__")
              ? Optional.of(
                  "Give pip install --no-compile, or say with PYTHONDONTWRITEBYTECODE that it is"
                      + " not wanted: sources and their compiled twins are both shipped")
              : Optional.empty();
    };
  }
}
