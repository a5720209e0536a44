package dev.kobako.fix;

import dev.kobako.lint.CacheCommands;
import dev.kobako.shell.Invocation;
import dev.kobako.shell.Outline;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The command with which a script ends and the script behind it as well, that empties a cache of a
 * system's packages. The first one need not be run where the second one is whenever all goes well,
 * and where nothing else tells how the first script ends.
 */
final class RepeatedCleaning {
  /** Words that mean the same in any script, and write nowhere. */
  private static final Pattern PLAIN = Pattern.compile("[^$`<>]*");

  /** Commands by which a script may end well before its end. */
  private static final Set<String> LEAVING =
      Set.of(".", "builtin", "command", "eval", "exec", "exit", "return", "source", "trap");

  /** Commands that may make functions, which go on behind failures to the left of {@code &&}. */
  private static final Set<String> DEFINING = Set.of(".", "alias", "eval", "source");

  private RepeatedCleaning() {}

  /** Whether a script ends with one that can be left out, where another is joined to it. */
  static boolean ends(RunScript script, RunScript next) {
    List<Outline.Element> elements = script.elements();
    Outline.Element last = elements.getLast();
    String written = script.written(last.at());
    return elements.size() > 1
        && last.command().map(RunScript::command).filter(CacheCommands::emptiesSystem).isPresent()
        && PLAIN.matcher(written).matches()
        && written.equals(next.written(next.elements().getLast().at()))
        && isReached(next)
        && endsAlikeWithout(script, last, elements.get(elements.size() - 2));
  }

  /** Whether the last command of a script is run whenever the script succeeds. */
  private static boolean isReached(RunScript script) {
    return script.elements().getLast().joint() != Outline.Joint.OR
        && !script.any(each -> LEAVING.contains(each.name()));
  }

  /** Whether a script fails without its last command when it fails with it, and only then. */
  private static boolean endsAlikeWithout(
      RunScript script, Outline.Element last, Outline.Element before) {
    return switch (last.joint()) {
      // to the left of && what it calls would go on behind a failure
      case AND -> !script.exitsOnError() || isProgram(script, before);
      // what fails in a list of && does not end a script
      case NEXT ->
          script.exitsOnError()
              && (before.joint() == Outline.Joint.NEXT || before.joint() == Outline.Joint.NONE)
              && isProgram(script, before);
      case NONE, OR, BACKGROUND -> false;
    };
  }

  /** Whether a part of a script is one command, and none that the shell does by itself. */
  private static boolean isProgram(RunScript script, Outline.Element element) {
    return element.kind() == Outline.Kind.COMMAND
        && element.invocations().stream().noneMatch(each -> RunJoin.changesShell(script, each))
        && script.elements().stream().noneMatch(each -> definesFunctions(each));
  }

  private static boolean definesFunctions(Outline.Element element) {
    return element.kind() == Outline.Kind.FUNCTION
        || element.kind() == Outline.Kind.COMPOUND
        || element.invocations().stream().map(Invocation::name).anyMatch(DEFINING::contains);
  }
}
