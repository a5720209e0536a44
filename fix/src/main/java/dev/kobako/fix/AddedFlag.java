package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.lint.ShellCommand;
import dev.kobako.shell.Invocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A fix that gives commands of RUN a flag which they lack. */
abstract class AddedFlag implements Fix {
  /** Flags without a value that people write first; another one goes behind them. */
  private static final Set<String> FIRST =
      Set.of("-y", "-q", "-qq", "-yq", "-qy", "-yqq", "-qqy", "--yes", "--assume-yes", "--quiet");

  /** The flag, with its value. */
  abstract String flag();

  /** The words of which one makes the command what it is, such as {@code install}. */
  abstract Set<String> behind();

  /** Whether a command that has one of these words lacks the flag. */
  abstract boolean lacks(ShellCommand command, RunScript script);

  /** Whether a stage settles for all of its commands what the flag would say. */
  boolean isSettledIn(FixableStage stage) {
    return false;
  }

  /**
   * Whether what the flag keeps away is in no layer anyway.
   *
   * @param environment of the stage, as far as the Dockerfile says
   */
  boolean isSpared(Instruction.Run run, Map<String, String> environment) {
    return false;
  }

  /** What a command must name with the flag that it needn't without; mostly nothing. */
  List<String> missing(ShellCommand command, FixableStage stage, FixableFile file) {
    return List.of();
  }

  @Override
  public final List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    for (FixableStage stage : file.stages()) {
      if (isSettledIn(stage)) {
        continue;
      }
      Set<String> named = new HashSet<>();
      Map<String, String> environment = file.environment(stage);
      for (RunScript script : stage.scripts()) {
        if (isSpared(script.run(), environment)) {
          continue;
        }
        List<Edit> edits = new ArrayList<>();
        for (Invocation invocation : script.invocations()) {
          OptionalInt word = word(script, invocation);
          ShellCommand command = RunScript.command(invocation);
          if (word.isPresent() && lacks(command, script)) {
            int end = script.end(invocation.words().get(word.getAsInt()));
            edits.add(Edit.insert(end, " " + flag()));
            missing(command, stage, file).stream()
                .filter(named::add)
                .map(each -> Edit.insert(script.end(invocation.words().getLast()), " " + each))
                .forEach(edits::add);
          }
        }
        if (!edits.isEmpty()) {
          changes.add(new Change(script.run().statement(), flag() + " added", edits));
        }
      }
    }
    return changes;
  }

  /** The word of a command behind which the flag goes. */
  private OptionalInt word(RunScript script, Invocation invocation) {
    List<String> words = invocation.words().stream().map(script::written).toList();
    int at = behind().isEmpty() ? 0 : -1;
    for (int i = 0; i < words.size() && at < 0; i++) {
      at = behind().contains(words.get(i)) ? i : at;
    }
    while (at >= 0 && at + 1 < words.size() && FIRST.contains(words.get(at + 1))) {
      at++;
    }
    return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
  }
}
