package dev.kobako.fix;

import dev.kobako.dockerfile.Command;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.Statement;
import dev.kobako.shell.Invocation;
import dev.kobako.shell.Script;
import dev.kobako.shell.ShellException;
import dev.kobako.tree.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The programs that an image starts, which its stage must have made. */
final class StartedPrograms {
  /** What starts another program, and comes from a package of its name. */
  private static final Set<String> STARTERS = Set.of("tini", "dumb-init", "gosu", "su-exec");

  /** What every base has that a result may stand on. */
  private static final Set<String> OF_SHELLS = Set.of("exit", "test", "[", "true", "cat", "sh");

  private static final Set<String> SHELLS = Set.of("sh", "ash", "bash", "dash");

  private final BuilderBase base;
  private final RuntimePackages packages;
  private final MadeFiles made;
  private final CopiedData data;
  private final List<ImagePath> path;
  private final ImagePath workdir;

  /**
   * Those of a stage.
   *
   * @param path the folders in which programs are looked for
   * @param workdir in which they are started
   */
  StartedPrograms(
      BuilderBase base,
      RuntimePackages packages,
      MadeFiles made,
      CopiedData data,
      List<ImagePath> path,
      ImagePath workdir) {
    this.base = base;
    this.packages = packages;
    this.made = made;
    this.data = data;
    this.path = List.copyOf(path);
    this.workdir = workdir;
  }

  /**
   * The files that are started.
   *
   * @throws NotUnderstood where one of them is not seen to be made
   */
  List<ImagePath> of(FixableStage stage) throws NotUnderstood {
    List<Instruction.Entrypoint> entrypoints = stage.all(Instruction.Entrypoint.class);
    List<Instruction.Cmd> commands = stage.all(Instruction.Cmd.class);
    List<ImagePath> programs = new ArrayList<>();
    if (!entrypoints.isEmpty()) {
      programs.add(main(entrypoints.getLast().statement(), entrypoints.getLast().command()));
    } else if (commands.isEmpty() || base.hasEntrypoint()) {
      throw new NotUnderstood(
          stage.from().statement(), "the stage does not say which program it starts");
    } else {
      programs.add(main(commands.getLast().statement(), commands.getLast().command()));
    }
    for (Instruction.Healthcheck each : stage.all(Instruction.Healthcheck.class)) {
      if (each.check().isPresent()) {
        programs.addAll(checks(each.statement(), each.check().get().command()));
      }
    }
    return programs;
  }

  private ImagePath main(Statement statement, Command command) throws NotUnderstood {
    List<String> words = words(statement, command);
    int at = 0;
    while (at + 1 < words.size()
        && STARTERS.contains(name(words.get(at)))
        && packages.keeps(name(words.get(at)))) {
      at += words.get(at + 1).equals("--") ? 2 : 1;
    }
    if (at >= words.size()) {
      throw new NotUnderstood(statement, "it starts nothing");
    }
    String word = words.get(at);
    if (name(word).equals("java") && (base.hasJava() || packages.hasJava())) {
      return jar(statement, words.subList(at + 1, words.size()));
    }
    return find(word)
        .orElseThrow(() -> new NotUnderstood(statement, "no RUN is seen to make '" + word + "'"));
  }

  private static String name(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }

  private Optional<ImagePath> find(String word) {
    if (word.indexOf('/') < 0) {
      return word.matches("[A-Za-z0-9_.+-]+") && !word.startsWith(".")
          ? made.called(word, path, data::has)
          : Optional.empty();
    }
    return PlainPath.of(workdir, word).filter(it -> made.has(it, data::mayHave));
  }

  private ImagePath jar(Statement statement, List<String> words) throws NotUnderstood {
    int flag = words.indexOf("-jar");
    boolean alone =
        flag >= 0
            && flag + 1 < words.size()
            && words.subList(0, flag).stream()
                .allMatch(
                    each -> each.startsWith("-") && !each.matches("-(javaagent|agent|cp|p).*"));
    if (!alone) {
      throw new NotUnderstood(statement, "java is not seen to start a jar");
    }
    String jar = words.get(flag + 1);
    return PlainPath.of(workdir, jar)
        .filter(it -> jar.endsWith(".jar") && made.has(it, data::mayHave))
        .orElseThrow(() -> new NotUnderstood(statement, "no RUN is seen to make '" + jar + "'"));
  }

  private static List<String> words(Statement statement, Command command) throws NotUnderstood {
    List<String> words =
        switch (command) {
          case Command.Exec(List<String> exec) -> exec;
          case Command.Shell(String line, _) -> plainWords(line);
        };
    boolean exec = !words.isEmpty() && words.getFirst().equals("exec");
    List<String> started = exec ? words.subList(1, words.size()) : words;
    if (started.isEmpty()) {
      throw new NotUnderstood(statement, "its command is no program with plain words");
    }
    return started;
  }

  private static List<String> plainWords(String line) {
    try {
      return Script.parseBash(line).plainWords();
    } catch (ShellException _) {
      return List.of();
    }
  }

  /** All that a line for a shell calls. */
  private static List<String> called(Statement statement, String line) throws NotUnderstood {
    try {
      return Script.parseBash(line).outline().elements().stream()
          .flatMap(each -> each.invocations().stream())
          .map(Invocation::name)
          .toList();
    } catch (ShellException _) {
      throw new NotUnderstood(statement, "its command is not understood");
    }
  }

  /** What a check calls: programs that were made, or that are of a package that stays. */
  private List<ImagePath> checks(Statement statement, Command command) throws NotUnderstood {
    List<String> names = new ArrayList<>();
    switch (command) {
      case Command.Exec(List<String> words) -> {
        words.stream().findFirst().ifPresent(names::add);
        if (words.size() > 2
            && SHELLS.contains(name(words.getFirst()))
            && words.get(1).matches("-[a-z]*c")) {
          names.addAll(called(statement, words.get(2)));
        }
      }
      case Command.Shell(String line, _) -> names.addAll(called(statement, line));
    }
    List<ImagePath> programs = new ArrayList<>();
    for (String name : names) {
      Optional<ImagePath> program = find(name);
      program.ifPresent(programs::add);
      boolean there =
          OF_SHELLS.contains(name)
              || name.equals("/bin/sh")
              || packages.keeps(name)
              || (base.isAlpine() && name.equals("wget"));
      if (program.isEmpty() && !there) {
        throw new NotUnderstood(statement, "nobody knows whether the result has '" + name + "'");
      }
    }
    return programs;
  }
}
