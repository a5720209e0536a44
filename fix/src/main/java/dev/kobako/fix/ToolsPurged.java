package dev.kobako.fix;

import dev.kobako.debian.BuildPackages;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.lint.ShellCommand;
import dev.kobako.shell.Extent;
import dev.kobako.shell.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a RUN takes build tools away that it has installed, it takes them all: one that is left
 * keeps what it depends on, which are mostly most of the others.
 */
final class ToolsPurged implements Fix {
  private static final Set<String> NEEDING_NONE = Set.of("rm", "apt-get", "cd");

  @Override
  public Description description() {
    return new Description(
        "purge-build-tools",
        List.of("S06"),
        "Purge all build tools that a RUN has installed where it purges some of them",
        new Promise(
            "packages for building are gone that the same RUN installed",
            List.of(),
            List.of(),
            true,
            false));
  }

  @Override
  public List<Change> changes(FixableFile file) {
    List<Change> changes = new ArrayList<>();
    for (FixableStage stage : file.stages()) {
      for (RunScript script : stage.scripts()) {
        List<Invocation> all = script.invocations();
        Optional<Invocation> purge =
            all.reversed().stream().filter(ToolsPurged::isPurge).findFirst();
        Set<String> left = left(all.subList(0, purge.map(all::indexOf).orElse(-1) + 1));
        if (purge.isPresent()
            && !left.isEmpty()
            && needsNone(all.subList(all.indexOf(purge.get()) + 1, all.size()))
            && file.behind(stage, script.run()).stream().allMatch(step -> needsNone(step, left))) {
          Extent last = purge.get().words().getLast();
          String words = String.join(" ", left);
          changes.add(
              new Change(
                  script.run().statement(),
                  words + (left.size() == 1 ? " is" : " are") + " purged too",
                  List.of(Edit.insert(script.end(last), " " + words))));
        }
      }
    }
    return changes;
  }

  /** Whether it takes away at least one tool. */
  private static boolean isPurge(Invocation invocation) {
    ShellCommand command = RunScript.command(invocation);
    return command.is("apt-get", "purge", "remove")
        && command.arguments().stream().anyMatch(BuildPackages::contains);
  }

  /** The tools that commands install and do not take away. */
  private static Set<String> left(List<Invocation> invocations) {
    Set<String> left = new TreeSet<>();
    for (Invocation invocation : invocations) {
      ShellCommand command = RunScript.command(invocation);
      if (command.is("apt-get", "install")) {
        command.arguments().stream().filter(BuildPackages::contains).forEach(left::add);
      } else if (command.is("apt-get", "purge", "remove")) {
        left.removeAll(command.arguments());
      }
    }
    return left;
  }

  /** Whether commands are such as need no tool. */
  private static boolean needsNone(List<Invocation> behind) {
    return behind.stream().allMatch(each -> NEEDING_NONE.contains(each.name()));
  }

  /** Whether an instruction behind a RUN needs no tool: what else a RUN calls may call one. */
  private static boolean needsNone(FixableStage.Step step, Set<String> tools) {
    return switch (step.instruction()) {
      case Instruction.Run _ ->
          step.script()
              .filter(script ->
                  script.elements().stream().allMatch(each -> needsNone(each.invocations())))
              .isPresent();
      case Instruction.Onbuild _ -> false;
      case Instruction.Cmd _, Instruction.Entrypoint _, Instruction.Healthcheck _ ->
          tools.stream().noneMatch(step.instruction().statement().original()::contains);
      default -> true;
    };
  }
}
