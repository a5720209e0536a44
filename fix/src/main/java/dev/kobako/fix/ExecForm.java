package dev.kobako.fix;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Command;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.Statement;
import dev.kobako.project.ProjectFolder;
import dev.kobako.shell.Script;
import dev.kobako.shell.ShellException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Commands of the image, its health check too, that need no shell are run without one, so that
 * signals reach them.
 */
final class ExecForm implements Fix {
  /** What only a shell has. */
  private static final Set<String> BUILTINS =
      Set.of(
          ".",
          ":",
          "alias",
          "bg",
          "builtin",
          "cd",
          "command",
          "declare",
          "eval",
          "exit",
          "export",
          "fg",
          "getopts",
          "hash",
          "jobs",
          "let",
          "local",
          "read",
          "readonly",
          "return",
          "set",
          "shift",
          "shopt",
          "source",
          "times",
          "trap",
          "type",
          "ulimit",
          "umask",
          "unalias",
          "unset",
          "wait");

  /** What a shell takes for more than letters where it is not quoted. */
  private static final String MEANINGFUL = "*?[]{}~!^";

  @Override
  public Description description() {
    return new Description(
        "exec-form",
        List.of("DL3025", "JSONArgsRecommended"),
        "Run the image's command without a shell between it and signals",
        new Promise(
            "the same image; its command has no shell around it",
            List.of(),
            List.of(),
            false,
            true));
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    for (FixableStage stage : file.stages()) {
      for (FixableStage.Step step : stage.steps()) {
        if (step.shell().understood()
            && !step.shell().readsProfile()
            && !setsStartFile(file, stage)) {
          shellForm(file, stage, step.instruction())
              .flatMap(line -> change(file, step.instruction(), line))
              .ifPresent(changes::add);
        }
      }
    }
    return changes;
  }

  /** Whether a shell would read a file first that a variable names. */
  private static boolean setsStartFile(FixableFile file, FixableStage stage) {
    return file.stages().stream()
        .filter(each -> file.areOneImage(each, stage))
        .flatMap(each -> each.all(Instruction.Env.class).stream())
        .flatMap(each -> each.variables().stream())
        .anyMatch(each -> each.name().equals("BASH_ENV") || each.name().equals("ENV"));
  }

  /** Whether a word is of a file of the context that only a shell runs. */
  private static boolean isBareScript(FixableFile file, String word) {
    String name = word.substring(word.lastIndexOf('/') + 1);
    return word.indexOf('/') >= 0
        && file.context()
            .filter(context ->
                context.files().stream()
                    .filter(each -> each.equals(name) || each.endsWith("/" + name))
                    .anyMatch(each -> isBareScript(context, each)))
            .isPresent();
  }

  private static boolean isBareScript(ProjectFolder context, String path) {
    try {
      return context.text(path).filter(text -> !text.startsWith("#!")).isPresent();
    } catch (KobakoException _) {
      return false; // no text, so a program
    }
  }

  /** The line that an instruction gives to the shell, where that is all that there is to it. */
  private static Optional<String> shellForm(
      FixableFile file, FixableStage stage, Instruction instruction) {
    return switch (instruction) {
      case Instruction.Cmd(_, Command.Shell(String line, _)) ->
          has(file, stage, Instruction.Entrypoint.class) ? Optional.empty() : Optional.of(line);
      // what is in CMD would become its arguments
      case Instruction.Entrypoint(_, Command.Shell(String line, _)) ->
          has(file, stage, Instruction.Cmd.class) ? Optional.empty() : Optional.of(line);
      case Instruction.Healthcheck(_, Optional<Instruction.Healthcheck.Check> check) ->
          check.map(Instruction.Healthcheck.Check::command).flatMap(ExecForm::line);
      default -> Optional.empty();
    };
  }

  private static Optional<String> line(Command command) {
    return switch (command) {
      case Command.Shell(String line, _) -> Optional.of(line);
      case Command.Exec _ -> Optional.empty();
    };
  }

  /** Whether a stage, one below or one upon it has such an instruction. */
  private static boolean has(
      FixableFile file, FixableStage stage, Class<? extends Instruction> kind) {
    return file.stages().stream()
        .filter(each -> file.areOneImage(each, stage))
        .anyMatch(each -> !each.all(kind).isEmpty());
  }

  private static Optional<Change> change(FixableFile file, Instruction instruction, String line) {
    Statement statement = instruction.statement();
    // what stands before it is the CMD of a health check
    Span span = statement.argumentSpans().getLast();
    boolean plain =
        line.chars().noneMatch(c -> MEANINGFUL.indexOf(c) >= 0)
            && file.syntax().source().text(span).equals(line);
    if (!plain) {
      return Optional.empty();
    }
    try {
      List<String> words = Script.parseBash(line).plainWords();
      if (!words.isEmpty() && words.getFirst().equals("exec")) {
        words = words.subList(1, words.size());
      }
      if (words.isEmpty()
          || words.getFirst().isEmpty()
          || BUILTINS.contains(words.getFirst())
          || words.stream().flatMapToInt(String::chars).anyMatch(c -> c < ' ')
          || isBareScript(file, words.getFirst())) {
        return Optional.empty();
      }
      String json =
          words.stream().map(ExecForm::quoted).collect(Collectors.joining(", ", "[", "]"));
      return Optional.of(
          new Change(
              statement,
              statement.keyword().toUpperCase(Locale.ROOT) + " without a shell",
              List.of(new Edit(span, json))));
    } catch (ShellException _) {
      return Optional.empty();
    }
  }

  private static String quoted(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
