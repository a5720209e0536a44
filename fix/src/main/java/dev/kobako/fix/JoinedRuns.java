package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Part;
import dev.kobako.dockerfile.Span;
import dev.kobako.dockerfile.Statement;
import dev.kobako.lint.PackageCaches;
import dev.kobako.lint.ShellCommand;
import dev.kobako.shell.Outline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * RUNs that follow each other become one where a later one takes away or changes what an earlier
 * one made, which would only be hidden, and where each is a single command.
 */
final class JoinedRuns implements Fix {
  /** Commands that take files away, or store them a second time. */
  private static final Set<String> REMOVERS =
      Set.of("rm", "rmdir", "unlink", "mv", "strip", "chown", "chmod", "chgrp", "upx", "truncate");

  private static final Set<String> MANAGERS =
      Set.of(
          "apt-get",
          "apt",
          "aptitude",
          "apk",
          "dnf",
          "microdnf",
          "yum",
          "zypper",
          "pip",
          "pip3",
          "npm",
          "yarn",
          "conda",
          "gem");

  private static final Set<String> REMOVING =
      Set.of("purge", "remove", "autoremove", "autoclean", "del", "uninstall", "erase");

  /** What they start goes on into the next commands. */
  private static final Set<String> STARTERS =
      Set.of(
          "service",
          "systemctl",
          "nohup",
          "setsid",
          "daemon",
          "start-stop-daemon",
          "pg_ctl",
          "pg_ctlcluster",
          "initctl",
          "rc-service",
          "supervisord");

  @Override
  public Description description() {
    return new Description(
        "join-runs",
        List.of("DL3059", "S01", "S02"),
        "Join RUNs that follow each other where a later one takes away what an earlier one made",
        Promise.SAME);
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    for (FixableStage stage : file.stages()) {
      List<RunScript> row = new ArrayList<>();
      for (FixableStage.Step step : stage.steps()) {
        Optional<RunScript> script = step.script().filter(each -> canJoin(each, file));
        if (script.isEmpty() || !goesOn(row, script.get())) {
          addJoined(row, file, changes);
          row.clear();
        }
        script.ifPresent(row::add);
      }
      addJoined(row, file, changes);
    }
    return changes;
  }

  private static boolean goesOn(List<RunScript> row, RunScript next) {
    if (row.isEmpty()) {
      return true;
    }
    Statement statement = next.run().statement();
    return row.getLast().run().statement().flags().equals(statement.flags())
        && statement.comments().stream()
            .noneMatch(each -> each.contains("hadolint") || each.contains("shellcheck"));
  }

  private static boolean canJoin(RunScript script, FixableFile file) {
    List<Outline.Element> elements = script.elements();
    return !script.isDocument()
        && script.canGrow()
        && elements.stream().noneMatch(Outline.Element::background)
        // in parentheses to the left of && it would be without effect
        && elements.stream().skip(script.exitsOnError() ? 1 : 0).noneMatch(RunScript::setsErrexit)
        && !script.unsetsErrexit()
        // what is in memory is there for one RUN
        && script.run().mounts().stream().noneMatch(each -> each.value().contains("type=tmpfs"))
        && !script.any(JoinedRuns::starts)
        && rest(script, file).isBlank();
  }

  private static boolean starts(ShellCommand command) {
    return STARTERS.contains(command.name())
        || command.name().startsWith("/etc/init.d/")
        || command.hasFlag("daemon", "daemonize", "detach");
  }

  /** What stands behind the last command: a comment would swallow what is joined to it. */
  private static String rest(RunScript script, FixableFile file) {
    int end = script.end(script.elements().getLast().at());
    String rest = file.syntax().source().text(new Span(end, script.run().statement().span().end()));
    return rest.strip().equals(";") ? "" : rest;
  }

  private static void addJoined(List<RunScript> row, FixableFile file, List<Change> changes) {
    int start = 0;
    while (start < row.size()) {
      int end = endOfJoined(row, start);
      if (end > start + 1) {
        changes.add(new RunJoin(row.subList(start, end), file).change());
      }
      start = end;
    }
  }

  /** The end of what becomes one, beginning with a RUN: that one alone where nothing does. */
  private static int endOfJoined(List<RunScript> row, int start) {
    int end = start + 1;
    if (start == 0) {
      for (int i = 1; i < row.size(); i++) {
        if (row.get(i).any(JoinedRuns::removes)) {
          end = i + 1;
        }
      }
    }
    if (end > start + 1 || !isSingle(row.get(start))) {
      return end;
    }
    while (end < row.size() && isSingle(row.get(end))) {
      end++;
    }
    return end;
  }

  private static boolean isSingle(RunScript script) {
    return script.elements().stream().mapToInt(each -> each.invocations().size()).sum() <= 1;
  }

  private static boolean removes(ShellCommand command) {
    return REMOVERS.contains(command.name())
        || (command.name().equals("find") && command.hasArgument("-delete"))
        || command.is("make", "clean", "distclean")
        || PackageCaches.emptiesOne(command)
        || (MANAGERS.contains(command.name()) && REMOVING.stream().anyMatch(command::hasArgument));
  }

  /** The lines between two instructions that have nothing on them. */
  static List<Span> blanks(FixableFile file, Instruction first, Instruction last) {
    return file.syntax().parts().stream()
        .filter(Part.Blank.class::isInstance)
        .map(Part::lines)
        .filter(lines ->
            lines.start() >= first.statement().span().end()
                && lines.end() <= last.statement().span().start())
        .toList();
  }
}
