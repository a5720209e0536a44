package dev.kobako.dockerfile;

import java.util.List;
import java.util.Locale;

/** No variable is called as secrets are: whoever has the image can read it. */
final class SecretsUsedInArgOrEnv implements BuildCheck {
  /** With one of these it is about a secret, not the secret. */
  private static final List<String> HARMLESS = List.of("public", "file", "version");

  private static final List<String> SECRET =
      List.of(
          "apikey",
          "auth",
          "credential",
          "credentials",
          "key",
          "password",
          "pword",
          "passwd",
          "secret",
          "token");

  @Override
  public String name() {
    return "SecretsUsedInArgOrEnv";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    for (Instruction instruction : file.built()) {
      if (instruction instanceof Instruction.Arg(Statement statement, var arguments)) {
        arguments.forEach(each -> name(statement, each.name(), findings));
      } else if (instruction instanceof Instruction.Env(Statement statement, var variables)) {
        variables.forEach(each -> name(statement, each.name(), findings));
      }
    }
  }

  private static void name(Statement statement, String name, Findings findings) {
    List<String> words = List.of(name.toLowerCase(Locale.ROOT).split("_"));
    if (words.stream().anyMatch(SECRET::contains) && words.stream().noneMatch(HARMLESS::contains)) {
      findings.add(
          statement,
          "'%s' of %s looks like a secret, and stays readable; use RUN --mount=type=secret"
              .formatted(name, statement.keyword().toUpperCase(Locale.ROOT)));
    }
  }
}
