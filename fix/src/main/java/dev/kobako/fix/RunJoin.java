package dev.kobako.fix;

import dev.kobako.dockerfile.Span;
import dev.kobako.shell.Invocation;
import dev.kobako.shell.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes one RUN of several. Each had a shell of its own, so what it sets there must not reach the
 * next one: such a script goes into parentheses. It failed by its last command, or by any where
 * {@code -e} was set; and that is without effect to the left of {@code &&}, so then all are set
 * apart by semicolons.
 */
final class RunJoin {
  /** Commands that change the shell itself, for those behind them. */
  private static final Set<String> CHANGING =
      Set.of(
          ".",
          "alias",
          "cd",
          "declare",
          "enable",
          "eval",
          "exec",
          "exit",
          "export",
          "getopts",
          "hash",
          "let",
          "local",
          "mapfile",
          "popd",
          "printf",
          "pushd",
          "read",
          "readarray",
          "readonly",
          "return",
          "set",
          "shift",
          "shopt",
          "source",
          "trap",
          "typeset",
          "ulimit",
          "umask",
          "unalias",
          "unset",
          "builtin",
          "command");

  /** Commands that run a script in the shell itself, with its {@code -e}. */
  private static final Set<String> RUNNING = Set.of(".", "eval", "source", "trap");

  /** Expansions that assign. */
  private static final Pattern ASSIGNING = Pattern.compile("\\$\\{[A-Za-z_0-9]+:?=|\\(\\(");

  private final List<RunScript> scripts;
  private final FixableFile file;
  private final boolean exitsOnError;
  private final List<Edit> edits = new ArrayList<>();

  RunJoin(List<RunScript> scripts, FixableFile file) {
    this.scripts = List.copyOf(scripts);
    this.file = file;
    this.exitsOnError = scripts.stream().anyMatch(RunScript::exitsOnError);
  }

  Change change() {
    RunScript first = scripts.getFirst();
    boolean open = exitsOnError && opensWithErrexitAlone(first);
    String opened = open ? "" : opening(first, true);
    boolean enclosed = !opened.isEmpty();
    String opening =
        (exitsOnError && !open && !first.shell().exitsOnError() ? "set -e; " : "") + opened;
    if (!opening.isEmpty()) {
      edits.add(Edit.insert(first.start(first.elements().getFirst().at()), opening));
    }
    for (int i = 1; i < scripts.size(); i++) {
      boolean last = i == scripts.size() - 1;
      String next = opening(scripts.get(i), !last);
      join(scripts.get(i - 1), enclosed ? ")" : "", scripts.get(i), next);
      enclosed = !next.isEmpty();
    }
    RunScript last = scripts.getLast();
    if (enclosed) {
      edits.add(Edit.insert(last.end(last.elements().getLast().at()), ")"));
    }
    for (Span blank : JoinedRuns.blanks(file, first.run(), last.run())) {
      edits.add(Edit.remove(blank.start(), blank.end()));
    }
    return new Change(first.run().statement(), scripts.size() + " RUNs joined", edits);
  }

  private void join(RunScript before, String closing, RunScript script, String opening) {
    int end = before.end(lastKept(before, script).at());
    Span rest = new Span(end, before.run().statement().span().end());
    edits.add(new Edit(rest, closing + (exitsOnError ? "; " : " ") + file.escape()));
    int start = script.run().statement().span().start();
    Span keyword = new Span(start, script.start(script.elements().getFirst().at()));
    edits.add(new Edit(keyword, (exitsOnError ? "    " : " && ") + opening));
  }

  /** A cache need not be emptied where the next script does so at its end. */
  private static Outline.Element lastKept(RunScript script, RunScript next) {
    List<Outline.Element> elements = script.elements();
    return RepeatedCleaning.ends(script, next)
        ? elements.get(elements.size() - 2)
        : elements.getLast();
  }

  /**
   * What a script is to be enclosed by, where it would mean something else otherwise.
   *
   * @param followed whether there are commands behind it
   */
  private String opening(RunScript script, boolean followed) {
    String opening = parenthesis(script, followed);
    boolean twice =
        opening.endsWith("(") && script.written(script.elements().getFirst().at()).startsWith("(");
    // two would begin an expression of numbers
    return twice ? opening + " " : opening;
  }

  private String parenthesis(RunScript script, boolean followed) {
    List<Outline.Element> elements = script.elements();
    boolean changes = followed && elements.stream().anyMatch(each -> changesShell(script, each));
    boolean onlyAnds =
        elements.stream().skip(1).allMatch(each -> each.joint() == Outline.Joint.AND);
    boolean onlyCommands =
        elements.stream()
            .allMatch(each ->
                each.kind() == Outline.Kind.COMMAND
                    && each.invocations().size() == 1
                    && !RUNNING.contains(each.invocations().getFirst().name()));
    if (!exitsOnError) {
      return changes || !onlyAnds ? "(" : "";
    }
    if (onlyCommands && onlyAnds) {
      // none of them goes on behind a failure
      return changes || elements.size() > 1 ? "(" : "";
    }
    return script.exitsOnError() ? "(" : "(set +e; ";
  }

  private static boolean changesShell(RunScript script, Outline.Element element) {
    return switch (element.kind()) {
      case ASSIGNMENT, FUNCTION, COMPOUND -> true;
      case SUBSHELL -> false;
      case COMMAND, PIPELINE ->
          ASSIGNING.matcher(script.written(element.at())).find()
              || element.invocations().stream().anyMatch(each -> changesShell(script, each));
    };
  }

  /** Whether a command does something to the shell itself. */
  static boolean changesShell(RunScript script, Invocation invocation) {
    return CHANGING.contains(invocation.name())
        || CHANGING.contains(script.written(invocation.words().getFirst()));
  }

  /** Whether a script sets nothing but {@code -e} and {@code -x}, and that first. */
  private static boolean opensWithErrexitAlone(RunScript script) {
    List<Outline.Element> elements = script.elements();
    boolean alone =
        elements
            .getFirst()
            .command()
            .filter(each -> each.name().equals("set"))
            .filter(each -> each.arguments().size() == 1)
            .filter(each -> each.arguments().getFirst().matches("-(e|x|ex|xe)"))
            .isPresent();
    return alone
        && elements.size() > 1
        && elements.stream().skip(1).noneMatch(each -> changesShell(script, each))
        && elements.stream().skip(1).allMatch(each -> each.joint() == Outline.Joint.NEXT);
  }
}
