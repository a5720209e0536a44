package dev.kobako.build;

import dev.kobako.dockerfile.Command;
import dev.kobako.dockerfile.Expansion;
import dev.kobako.dockerfile.Instruction;
import dev.kobako.dockerfile.LexicalPath;
import dev.kobako.image.Healthcheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Goes through the instructions of a stage: each changes its scope and becomes a step. */
final class StagePlanner {
  private final StageScope scope;
  private final BuildArguments arguments;
  private final Expansion expansion;
  private final RunPlanning runs;
  private final CopyPlanning copies;
  private final PlanSize size;
  private final UnsetVariables unset;

  StagePlanner(
      StageScope scope,
      BuildArguments arguments,
      Expansion expansion,
      RunPlanning runs,
      CopyPlanning copies,
      PlanSize size,
      UnsetVariables unset) {
    this.scope = scope;
    this.arguments = arguments;
    this.expansion = expansion;
    this.runs = runs;
    this.copies = copies;
    this.size = size;
    this.unset = unset;
  }

  /** The steps, one for each instruction. */
  List<Step> steps(List<Placed> instructions) {
    List<Step> steps = new ArrayList<>();
    for (Placed placed : instructions) {
      Step step = step(placed);
      size.add(text(step), placed.site());
      steps.add(step);
    }
    return steps;
  }

  /** The characters that a step holds; a variable that is there already is only named once more. */
  private static long text(Step step) {
    long characters = step.history().length();
    switch (step) {
      case RunStep run -> characters += run.environment().size();
      case CopyStep copy -> {
        for (CopyStep.Source source : copy.sources()) {
          if (source instanceof CopyStep.Source.Inline(String _, String content)) {
            characters += content.length();
          }
        }
      }
      case WorkdirStep _, MetadataStep _ -> {}
    }
    return characters;
  }

  private Step step(Placed placed) {
    Site site = placed.site();
    WordExpander words =
        new WordExpander(expansion, scope.variables(), site, unset.of(site, scope));
    return switch (placed.instruction()) {
      case Instruction.Run run -> runs.step(placed, run, words);
      case Instruction.Copy copy -> copies.step(placed, copy, words);
      case Instruction.Workdir workdir -> workdir(workdir, words);
      case Instruction.Arg arg -> metadata(arg, argument(arg, words));
      case Instruction.Env env -> metadata(env, environment(env, words));
      case Instruction.Label label -> metadata(label, labels(label, words));
      case Instruction.Expose expose -> metadata(expose, ports(expose, words));
      case Instruction.Volume volume -> metadata(volume, volumes(volume, words));
      case Instruction.User user -> metadata(user, user(user, words));
      case Instruction.StopSignal signal -> metadata(signal, signal(signal, words));
      case Instruction.Shell shell -> {
        scope.config().shell = shell.words();
        yield metadata(shell, "SHELL " + HistoryText.list(shell.words()));
      }
      case Instruction.Healthcheck check -> metadata(check, healthcheck(check));
      case Instruction.Onbuild trigger -> {
        scope.config().triggers.add(trigger.trigger());
        yield metadata(trigger, "");
      }
      case Instruction.Cmd cmd -> {
        scope.cmd(words(cmd.command()));
        yield metadata(cmd, "CMD " + HistoryText.quoted(scope.config().cmd));
      }
      case Instruction.Entrypoint entrypoint -> {
        scope.entrypoint(words(entrypoint.command()));
        yield metadata(entrypoint, "ENTRYPOINT " + HistoryText.quoted(scope.config().entrypoint));
      }
      case Instruction.Maintainer maintainer -> {
        scope.config().author = Optional.of(maintainer.name());
        yield metadata(maintainer, "MAINTAINER " + maintainer.name());
      }
      case Instruction.From from -> throw new IllegalStateException("FROM in a stage: " + from);
    };
  }

  private static MetadataStep metadata(Instruction instruction, String history) {
    return new MetadataStep(instruction.statement(), history);
  }

  private Step workdir(Instruction.Workdir workdir, WordExpander words) {
    String path = StepPath.workingDirectory(scope.workingDirectory(), words.path(workdir.path()));
    scope.config().workingDirectory = Optional.of(path);
    String history = "WORKDIR " + path;
    return path.equals("/")
        ? metadata(workdir, history)
        : new WorkdirStep(
            workdir.statement(), history, LexicalPath.clean(path), scope.config().user);
  }

  /** Each ARG sees the ones before it, those of the same instruction too. */
  private String argument(Instruction.Arg arg, WordExpander words) {
    StringBuilder history = new StringBuilder("ARG");
    for (Instruction.Arg.Declared declared : arg.arguments()) {
      String name = declared.name();
      Optional<String> value =
          arguments
              .given(name)
              .or(() -> declared.value().map(words::word))
              .or(() -> arguments.global().value(name));
      scope.argument(name, value);
      history.append(' ').append(name);
      value.ifPresent(text -> history.append('=').append(text));
    }
    return history.toString();
  }

  /** All values are expanded with what was set before the instruction. */
  private String environment(Instruction.Env env, WordExpander words) {
    List<Instruction.Pair> pairs = pairs(env.variables(), words);
    for (Instruction.Pair pair : pairs) {
      scope.variables().set(pair.name(), pair.value());
      scope.config().set(pair.name(), pair.value());
    }
    return "ENV" + text(pairs);
  }

  private String labels(Instruction.Label label, WordExpander words) {
    List<Instruction.Pair> pairs = pairs(label.labels(), words);
    for (Instruction.Pair pair : pairs) {
      scope.config().labels.put(pair.name(), pair.value());
    }
    return "LABEL" + text(pairs);
  }

  private static List<Instruction.Pair> pairs(List<Instruction.Pair> pairs, WordExpander words) {
    return pairs.stream()
        .map(pair -> new Instruction.Pair(words.word(pair.name()), words.word(pair.value())))
        .toList();
  }

  private static String text(List<Instruction.Pair> pairs) {
    StringBuilder text = new StringBuilder();
    for (Instruction.Pair pair : pairs) {
      text.append(' ').append(pair.name()).append('=').append(pair.value());
    }
    return text.toString();
  }

  private String ports(Instruction.Expose expose, WordExpander words) {
    List<String> all = new ArrayList<>();
    for (String written : expose.ports().stream().sorted().toList()) {
      for (String port : words.words(written)) {
        try {
          all.addAll(ExposedPorts.of(port));
        } catch (ExposedPorts.MalformedPortException e) {
          throw words
              .site()
              .error(
                  words.site().of(written),
                  "port '" + port + "': " + e.getMessage(),
                  "write EXPOSE 8080, EXPOSE 53/udp or EXPOSE 8000-8010");
        }
      }
    }
    scope.config().ports.addAll(all);
    return "EXPOSE " + HistoryText.list(all);
  }

  private String volumes(Instruction.Volume volume, WordExpander words) {
    List<String> all = new ArrayList<>();
    for (String written : volume.volumes()) {
      String path = words.word(written);
      if (path.isEmpty()) {
        throw words
            .site()
            .error(words.site().of(written), "an empty volume", "name a folder of the image");
      }
      all.add(path);
    }
    scope.config().volumes.addAll(all);
    return "VOLUME " + HistoryText.list(all);
  }

  private String user(Instruction.User user, WordExpander words) {
    scope.config().user = words.word(user.user());
    return "USER " + scope.config().user;
  }

  private String signal(Instruction.StopSignal signal, WordExpander words) {
    String name = words.word(signal.signal());
    if (!StopSignals.isSignal(name)) {
      throw words
          .site()
          .error(
              words.site().of(signal.signal()),
              "'" + name + "' is not a signal",
              "write a name such as SIGTERM or a number such as 15");
    }
    scope.config().stopSignal = Optional.of(name);
    return "STOPSIGNAL " + name;
  }

  private String healthcheck(Instruction.Healthcheck instruction) {
    Healthcheck check =
        instruction
            .check()
            .map(given ->
                new Healthcheck(
                    test(given.command()),
                    time(given.interval()),
                    time(given.timeout()),
                    time(given.startPeriod()),
                    time(given.startInterval()),
                    Optional.of((long) given.retries()).filter(count -> count != 0)))
            .orElseGet(StagePlanner::noCheck);
    scope.config().healthcheck = Optional.of(check);
    return "HEALTHCHECK " + HistoryText.healthcheck(check);
  }

  private static Healthcheck noCheck() {
    return new Healthcheck(
        List.of("NONE"),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Docker picks the shell when the check runs. */
  private static List<String> test(Command command) {
    List<String> words = new ArrayList<>();
    switch (command) {
      case Command.Shell shell -> {
        words.add("CMD-SHELL");
        words.add(shell.line());
      }
      case Command.Exec exec -> {
        words.add("CMD");
        words.addAll(exec.words());
      }
    }
    return words;
  }

  private static Optional<Duration> time(long nanos) {
    return nanos == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }

  private List<String> words(Command command) {
    return switch (command) {
      case Command.Shell shell -> scope.config().inShell(shell.line());
      case Command.Exec exec -> exec.words();
    };
  }
}
