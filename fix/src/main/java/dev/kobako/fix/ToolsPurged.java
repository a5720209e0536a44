package dev.kobako.fix;

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
  private static final Set<String> TOOLS =
      Set.of(
          "autoconf",
          "automake",
          "autotools-dev",
          "bison",
          "build-essential",
          "clang",
          "cmake",
          "cpp",
          "debhelper",
          "devscripts",
          "dpkg-dev",
          "fakeroot",
          "flex",
          "g++",
          "gcc",
          "gettext",
          "gfortran",
          "libtool",
          "m4",
          "make",
          "meson",
          "nasm",
          "ninja-build",
          "patch",
          "pkg-config",
          "pkgconf",
          "yasm");

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
        left.removeIf(tool -> isUsedBehind(file, stage, script, tool));
        if (purge.isPresent() && !left.isEmpty()) {
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
        && command.arguments().stream().anyMatch(TOOLS::contains);
  }

  /** The tools that commands install and do not take away. */
  private static Set<String> left(List<Invocation> invocations) {
    Set<String> left = new TreeSet<>();
    for (Invocation invocation : invocations) {
      ShellCommand command = RunScript.command(invocation);
      if (command.is("apt-get", "install")) {
        command.arguments().stream().filter(TOOLS::contains).forEach(left::add);
      } else if (command.is("apt-get", "purge", "remove")) {
        left.removeAll(command.arguments());
      }
    }
    return left;
  }

  /** Whether something behind a RUN, or what the image runs, has the name of a tool in it. */
  private static boolean isUsedBehind(
      FixableFile file, FixableStage stage, RunScript script, String tool) {
    return file.behind(stage, script.run()).stream()
        .map(FixableStage.Step::instruction)
        .filter(each ->
            each instanceof Instruction.Run
                || each instanceof Instruction.Cmd
                || each instanceof Instruction.Entrypoint)
        .anyMatch(each -> each.statement().original().contains(tool));
  }
}
