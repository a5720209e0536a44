package dev.kobako.cli;

import dev.kobako.check.Drive;
import dev.kobako.check.DriveWords;
import dev.kobako.check.RunOptions;
import dev.kobako.check.Scenario;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.EnvironmentLines;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Progress;
import dev.kobako.ladder.ScenarioFile;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.ContainerNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import picocli.CommandLine.ParseResult;

/** How {@code kobako slim} runs an image and judges it; the container's options are run's. */
final class TrialArguments {
  /** What messages call the run that the command line describes. */
  private static final String COMMAND_LINE = "run";

  /** The options that say what is done to a run, and so what must come of it. */
  static final List<String> DRIVES =
      List.of(
          "--http",
          "--exec",
          "--check",
          "--stdin",
          "--for",
          "--until-port",
          "--until-log",
          "--scenario");

  private final ParseResult parsed;
  private final Console console;
  private final RunArguments run;
  private final List<GivenFile> files;

  /** A file of scenarios, read once only: it can be a pipe. */
  private static final class GivenFile {
    private final ScenarioFile file;
    private final byte[] bytes;

    private GivenFile(ScenarioFile file, byte[] bytes) {
      this.file = file;
      this.bytes = bytes;
    }
  }

  TrialArguments(ParseResult parsed, Console console) {
    this.parsed = parsed;
    this.console = console;
    this.run = new RunArguments(parsed, console);
    this.files = Options.texts(parsed, "--scenario").stream().map(this::file).toList();
  }

  private GivenFile file(String name) {
    Path path = console.path(name).normalize();
    byte[] bytes = new InputFile("--scenario " + name, path).bytes();
    Path folder = Optional.ofNullable(path.getParent()).orElse(path);
    return new GivenFile(new ScenarioFile(name, folder), bytes);
  }

  static void declareDrives(Options options) {
    options
        .texts(
            "METHOD:[PORT]PATH[=STATUS]",
            "A request that must be answered, as GET:/health=200 (default: GET / of every exposed"
                + " port).",
            "--http")
        .texts("COMMAND", "A command line that must end with 0 inside.", "--exec")
        .texts(
            "COMMAND",
            "A command of yours on this machine that must end with 0; it finds KOBAKO_RUN,"
                + " KOBAKO_START, KOBAKO_STOP and KOBAKO_LOGS in its environment.",
            "--check")
        .texts("FILE", "Run it with this as its input; it must end with 0.", "--stdin")
        .texts("TIME", "Let it run so long, as in 10s.", "--for")
        .texts("PORT", "Let it run until something listens there.", "--until-port")
        .texts("REGEX", "Let it run until a line of its output matches.", "--until-log")
        .texts("FILE", "Several runs, each with such words of its own.", "--scenario");
  }

  static void declareContainer(Options options) {
    MountArguments.declare(options);
    EnvironmentArguments.declare(options);
    options
        .text("NAME|UID[:GROUP]", "User to run as.", "-u", "--user")
        .text("PATH", "Working directory.", "-w", "--workdir")
        .text("PROGRAM", "Run this in place of the image's entrypoint.", "--entrypoint")
        .flag("Let nothing be written to its root.", "--read-only")
        .text(
            "MODE",
            "host (this machine's, the default), default (its own where slirp4netns or pasta is"
                + " installed) or none.",
            "--network",
            "--net")
        .texts("[[ADDRESS:]HOST:]PORT[/udp]", "A port of a network of its own.", "-p", "--publish")
        .flag("Publish all ports that the image names with EXPOSE.", "-P", "--publish-all");
  }

  /** Whether anything is said of what must come of a run. */
  boolean isJudged() {
    return DRIVES.stream().anyMatch(parsed::hasMatchedOption);
  }

  /**
   * All runs that are made of an image: those of files, and that of the command line if it says
   * what must come of it or there are no others.
   *
   * @param progress is told of a network that is another than people expect
   */
  List<Scenario> scenarios(ImageConfig config, Progress progress) {
    RunOptions options = options(config, progress);
    List<Scenario> scenarios = new ArrayList<>();
    List<Drive> drives = drives();
    if (files.isEmpty() || !drives.isEmpty()) {
      scenarios.add(new Scenario(COMMAND_LINE, options, drives));
    }
    files.forEach(each -> scenarios.addAll(each.file.read(each.bytes, options)));
    requireNames(scenarios);
    return scenarios;
  }

  private static void requireNames(List<Scenario> scenarios) {
    Set<String> names = new HashSet<>();
    for (Scenario scenario : scenarios) {
      if (!names.add(scenario.name())) {
        throw KobakoException.usage(
            Diagnostic.of(
                "--scenario",
                "two scenarios are called '" + scenario.name() + "'",
                scenario.name().equals(COMMAND_LINE)
                    ? "choose another name: that is what the command line's is called"
                    : "choose another name for one of them"));
      }
    }
  }

  private List<Drive> drives() {
    List<Drive> drives = new ArrayList<>();
    add(drives, "--http", DriveWords::http);
    add(drives, "--exec", DriveWords::exec);
    add(drives, "--for", DriveWords::time);
    add(drives, "--until-port", DriveWords::untilPort);
    add(drives, "--until-log", DriveWords::untilLog);
    add(drives, "--stdin", (words, file) -> words.stdin(file, console.path("")));
    add(drives, "--check", DriveWords::check);
    return drives;
  }

  private void add(
      List<Drive> drives, String option, BiFunction<DriveWords, String, Drive> reading) {
    DriveWords words = new DriveWords(option);
    Options.texts(parsed, option).forEach(text -> drives.add(reading.apply(words, text)));
  }

  private RunOptions options(ImageConfig config, Progress progress) {
    return new RunOptions(
        run.mounts(new NoVolumes()),
        new TreeMap<>(EnvironmentLines.byName(run.environment(List.of()))),
        run.user(),
        run.workingDirectory(),
        parsed.hasMatchedOption("--network")
            ? run.network().network(config, progress)
            : new ContainerNetwork.Host(),
        run.entrypoint().map(program -> program.isEmpty() ? List.of() : List.of(program)),
        run.isReadOnly(),
        run.command());
  }

  /** Every trial begins with what the image has, so that none learns from the one before. */
  private static final class NoVolumes implements MountArguments.VolumePlaces {
    @Override
    public ContainerMount named(String name, String target, boolean readOnly) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--volume " + name + ":" + target,
              "volumes with names are not for trials, which would write to them",
              "give a folder, as in --volume ./data:" + target));
    }

    @Override
    public Optional<ContainerMount> anonymous(String target) {
      return Optional.empty();
    }
  }
}
