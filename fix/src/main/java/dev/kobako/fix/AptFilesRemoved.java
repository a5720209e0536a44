package dev.kobako.fix;

import dev.kobako.dockerfile.Command;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.lint.CacheCommands;
import dev.kobako.lint.PackageCaches;
import dev.kobako.lint.ScratchMount;
import dev.kobako.lint.ShellCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What apt has fetched goes in the RUN that fetched it: lists of packages and archives. In another
 * RUN it would only be hidden.
 */
final class AptFilesRemoved implements Fix {
  private static final String LISTS = "/var/lib/apt";
  private static final Set<String> REMOVING =
      Set.of("purge", "remove", "--purge", "--remove", "-P", "-r");
  private static final Set<String> APT = Set.of("apt-get", "apt", "aptitude");

  /** Commands that read the lists. */
  private static final Set<String> READERS =
      Set.of("apt-get", "apt", "aptitude", "apt-cache", "apt-file");

  /** One of them as a word of what another command, such as {@code xargs}, gets. */
  private static final Pattern NAMED =
      Pattern.compile("(^|[^a-z0-9_.-])(apt-get|apt|aptitude|apt-cache|apt-file)(\\s|$)");

  @Override
  public Description description() {
    return new Description(
        "apt-lists",
        List.of("DL3009", "S03"),
        "Remove apt's lists and archives in the RUN that fetched them",
        Promise.without(
            "what apt has fetched is gone", "var/lib/apt/lists/**", "var/cache/apt/**"));
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    for (FixableStage stage : file.stages()) {
      for (RunScript script : stage.scripts()) {
        if (leavesLists(script) && script.canGrow() && !areReadBehind(file, stage, script)) {
          boolean done =
              script.any(CacheCommands::emptiesAptArchives)
                  // what is there is for the next build
                  || ScratchMount.isAt(script.run(), "/var/cache/apt");
          String clean = done ? "" : "apt-get clean && ";
          changes.add(
              new Change(
                  script.run().statement(),
                  "what apt fetched is removed",
                  List.of(script.append(clean + "rm -rf /var/lib/apt/lists/*", file))));
        }
      }
    }
    return changes;
  }

  private static boolean leavesLists(RunScript script) {
    return script.always(each -> APT.contains(each.name()) && each.hasArgument("update"))
        && !script.any(AptFilesRemoved::removesApt)
        && !script.any(AptFilesRemoved::removesLists)
        && !ScratchMount.isAt(script.run(), LISTS);
  }

  private static boolean removesApt(ShellCommand command) {
    boolean uninstalls =
        command.hasArgument("apt") && REMOVING.stream().anyMatch(command::hasArgument);
    boolean deletes =
        command.name().equals("rm")
            && command.arguments().stream().anyMatch(each -> each.startsWith("/usr/bin/apt"));
    return uninstalls || deletes;
  }

  private static boolean removesLists(ShellCommand command) {
    return PackageCaches.APT_LISTS.empties().test(command)
        || ((command.name().equals("rm") || command.name().equals("find"))
            && command.arguments().stream().anyMatch(each -> each.startsWith(LISTS)));
  }

  /** A RUN that fetches lists of its own needs none of these. */
  private static boolean areReadBehind(FixableFile file, FixableStage stage, RunScript script) {
    return file.behind(stage, script.run()).stream().anyMatch(AptFilesRemoved::reads)
        || file.stages().stream()
            .filter(each -> file.areOneImage(each, stage))
            .flatMap(each -> each.all(Instruction.Onbuild.class).stream())
            .anyMatch(each -> each.trigger().contains("apt"));
  }

  private static boolean reads(FixableStage.Step step) {
    if (!(step.instruction() instanceof Instruction.Run run)) {
      return false;
    }
    if (step.script().isEmpty()) {
      return switch (run.command()) {
        case Command.Exec(List<String> words) -> words.toString().contains("apt");
        case Command.Shell(String line, var heredocs) -> (line + heredocs).contains("apt");
      };
    }
    return step.script().get().elements().stream()
        .flatMap(each -> each.invocations().stream())
        .map(RunScript::command)
        .filter(AptFilesRemoved::mayRead)
        .findFirst()
        .filter(each -> !READERS.contains(each.name()) || !each.hasArgument("update"))
        .isPresent();
  }

  private static boolean mayRead(ShellCommand command) {
    return READERS.contains(command.name())
        ? !needsNone(command)
        : command.arguments().stream().anyMatch(each -> NAMED.matcher(each).find());
  }

  /** What does without lists. */
  private static boolean needsNone(ShellCommand command) {
    return command.calls(
        command.name(),
        CacheCommands.APT_VALUES,
        "purge",
        "remove",
        "autoremove",
        "clean",
        "autoclean");
  }
}
