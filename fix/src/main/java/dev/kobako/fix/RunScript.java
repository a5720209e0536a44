package dev.kobako.fix;

import dev.kobako.dockerfile.Command;
import dev.kobako.dockerfile.Heredoc;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.LogicalLine;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.SyntaxTree;
import dev.kobako.lint.ShellCommand;
import dev.kobako.shell.Extent;
import dev.kobako.shell.Invocation;
import dev.kobako.shell.Outline;
import dev.kobako.shell.Script;
import dev.kobako.shell.ShellException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import java.util.function.Predicate;

/** The script of a RUN, which knows where its commands stand in the Dockerfile. */
public final class RunScript {
  private static final Set<String> LEAVING = Set.of("exec", "exit", "return");

  private final SyntaxTree syntax;
  private final Instruction.Run run;
  private final RunShell shell;
  private final boolean document;
  private final Outline outline;
  private final IntBinaryOperator offset;

  private RunScript(
      SyntaxTree syntax,
      Instruction.Run run,
      RunShell shell,
      boolean document,
      Outline outline,
      IntBinaryOperator offset) {
    this.syntax = syntax;
    this.run = run;
    this.shell = shell;
    this.document = document;
    this.outline = outline;
    this.offset = offset;
  }

  /** Reads it; nothing where it is not for a shell, or none that is known. */
  static Optional<RunScript> of(SyntaxTree syntax, Instruction.Run run, RunShell shell) {
    if (!shell.understood()
        || run.statement().argumentSpans().isEmpty()
        || !(run.command() instanceof Command.Shell command)) {
      return Optional.empty();
    }
    LogicalLine line = LogicalLine.of(syntax, run.statement());
    try {
      if (command.isHeredocAlone()) {
        return ofDocument(syntax, run, shell, command, line);
      }
      int base = line.index(run.statement().argumentSpans().getFirst().start());
      if (!command.heredocs().isEmpty() || !line.text().startsWith(command.line(), base)) {
        return Optional.empty();
      }
      Outline outline = Script.parseBash(command.line()).outline();
      return Optional.of(
          new RunScript(
              syntax,
              run,
              shell,
              false,
              outline,
              (from, to) ->
                  from < to
                      ? line.span(base + from, base + to).end()
                      : line.span(base + from, base + from).start()));
    } catch (ShellException _) {
      return Optional.empty();
    }
  }

  /**
   * One that names another program to read it, or whose lines are not as they are written, none.
   */
  private static Optional<RunScript> ofDocument(
      SyntaxTree syntax,
      Instruction.Run run,
      RunShell shell,
      Command.Shell command,
      LogicalLine line)
      throws ShellException {
    Heredoc heredoc = command.heredocs().getFirst();
    String text = heredoc.written();
    boolean asWritten =
        command.heredocs().size() == 1
            && !heredoc.chomp()
            && !text.startsWith("#!")
            && text.indexOf('\r') < 0
            && syntax.source().text().startsWith(text, line.next());
    if (!asWritten) {
      return Optional.empty();
    }
    Outline outline = Script.parseBash(text).outline();
    return Optional.of(
        new RunScript(
            syntax, run, shell, true, outline, (from, to) -> line.next() + Math.max(from, to)));
  }

  /** The instruction. */
  public Instruction.Run run() {
    return run;
  }

  RunShell shell() {
    return shell;
  }

  /** Whether it is a here-document. */
  boolean isDocument() {
    return document;
  }

  Outline outline() {
    return outline;
  }

  List<Outline.Element> elements() {
    return outline.elements();
  }

  /** All commands, however deep, that stand in the file as they are. */
  List<Invocation> invocations() {
    return elements().stream()
        .flatMap(each -> each.invocations().stream())
        .filter(each -> each.at().isKnown())
        .toList();
  }

  /** A command as lint's rules see it. */
  static ShellCommand command(Invocation invocation) {
    return new ShellCommand(invocation.name(), invocation.arguments());
  }

  /** Whether one of its commands is of a kind. */
  boolean any(Predicate<ShellCommand> wanted) {
    return elements().stream()
        .flatMap(each -> each.invocations().stream())
        .map(RunScript::command)
        .anyMatch(wanted);
  }

  /**
   * Whether a command of a kind is run whenever the script succeeds: at its outermost, on no
   * condition that only keeps it from being run.
   */
  boolean always(Predicate<ShellCommand> wanted) {
    List<Outline.Element> all = elements();
    for (int i = 0; i < all.size(); i++) {
      Outline.Joint joint = all.get(i).joint();
      boolean first = joint != Outline.Joint.AND && joint != Outline.Joint.OR;
      boolean needed =
          joint == Outline.Joint.AND
              && all.subList(i, all.size()).stream()
                  .allMatch(each -> each.joint() == Outline.Joint.AND);
      if ((first || needed)
          && !all.get(i).background()
          && all.get(i).command().map(RunScript::command).filter(wanted).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Where something begins in the file. */
  int start(Extent extent) {
    return offset.applyAsInt(extent.start(), extent.start());
  }

  /** Where something ends in the file. */
  int end(Extent extent) {
    return offset.applyAsInt(extent.start(), extent.end());
  }

  Span span(Extent extent) {
    return new Span(start(extent), end(extent));
  }

  /** How a word is written. */
  String written(Extent word) {
    return outline.text(word);
  }

  /** Whether what fails in the list of commands ends the script. */
  boolean exitsOnError() {
    return (shell.exitsOnError()
            || elements().getFirst().command().filter(RunScript::setsErrexit).isPresent())
        && !unsetsErrexit();
  }

  /** Whether it makes the shell go on behind failures, from somewhere on. */
  boolean unsetsErrexit() {
    return elements().stream()
        .filter(each -> each.kind() != Outline.Kind.SUBSHELL)
        .flatMap(each -> each.invocations().stream())
        .anyMatch(each -> sets(each, '+'));
  }

  static boolean setsErrexit(Outline.Element element) {
    return element.invocations().stream().anyMatch(RunScript::setsErrexit);
  }

  private static boolean setsErrexit(Invocation invocation) {
    return sets(invocation, '-');
  }

  /** Whether it is set with -e or -o errexit, or with +e or +o errexit. */
  private static boolean sets(Invocation invocation, char sign) {
    List<String> words = invocation.arguments();
    for (int i = 0; invocation.name().equals("set") && i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        return false;
      }
      boolean named =
          word.endsWith("o") && i + 1 < words.size() && words.get(i + 1).equals("errexit");
      if (word.matches("[-+][A-Za-z]+")
          && word.charAt(0) == sign
          && (named || word.indexOf('e') > 0)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a command can be added behind the last one. */
  boolean canGrow() {
    if (elements().isEmpty()) {
      return false;
    }
    Outline.Element last = elements().getLast();
    return !last.background()
        && last.kind() != Outline.Kind.FUNCTION
        && elements().stream().noneMatch(Outline.Element::hasDocument)
        && last.command()
            .map(each -> !LEAVING.contains(written(each.words().getFirst())))
            .orElse(true);
  }

  /** Adds a command behind the last one, in the way in which those before are joined. */
  Edit append(String command, FixableFile file) {
    Outline.Element last = elements().getLast();
    return Edit.insert(end(last.at()), separator(file) + command);
  }

  /** Its failure ends no script, whatever is set. */
  private boolean isNegated(Outline.Element element) {
    return outline.text(element.at()).startsWith("!");
  }

  private String separator(FixableFile file) {
    Outline.Element last = elements().getLast();
    boolean next = last.joint() == Outline.Joint.NEXT && exitsOnError() && !isNegated(last);
    if (elements().size() > 1 && (next || last.joint() == Outline.Joint.AND)) {
      Outline.Element before = elements().get(elements().size() - 2);
      String between = syntax.source().text(new Span(end(before.at()), start(last.at())));
      if (between.indexOf('#') < 0) {
        return between;
      }
    }
    String line = (document ? "\\" : file.escape()) + file.lineEnd();
    return next ? (document ? "\n" : "; " + line + "    ") : " " + line + " && ";
  }
}
