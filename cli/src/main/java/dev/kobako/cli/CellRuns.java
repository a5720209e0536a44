package dev.kobako.cli;

import dev.kobako.check.CheckPlace;
import dev.kobako.check.Drive;
import dev.kobako.check.RunOptions;
import dev.kobako.check.Scenario;
import dev.kobako.check.StartTrial;
import dev.kobako.check.Subject;
import dev.kobako.check.Trials;
import dev.kobako.check.Verdict;
import dev.kobako.compare.CellFailure;
import dev.kobako.compare.CellSettings;
import dev.kobako.compare.CheckLine;
import dev.kobako.compare.Figures;
import dev.kobako.compare.Measure;
import dev.kobako.compare.RunSettings;
import dev.kobako.compare.Start;
import dev.kobako.config.FieldText;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.ladder.ScenarioFile;
import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.Containers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the image of a cell is run: judged, and timed. */
record CellRuns(CompareMeans means, CellSettings settings) {
  /** A program that takes longer is hung. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Whether it is run at all. */
  boolean isAny() {
    return !settings.checks().isEmpty() || settings.start().isPresent();
  }

  /**
   * The check as a scenario.
   *
   * @throws KobakoException usage, for words that mean nothing
   */
  List<Scenario> scenarios() {
    if (settings.checks().isEmpty()) {
      return List.of();
    }
    List<Drive> drives = settings.checks().stream().map(this::drive).toList();
    return List.of(new Scenario("check", options(), drives));
  }

  private Drive drive(CheckLine line) {
    return new ScenarioFile("matrix", means.beside()).drive(line.kind(), line.words());
  }

  /**
   * When it counts as started.
   *
   * @throws KobakoException usage, for words that mean nothing
   */
  Optional<StartTrial.Until> until() {
    return settings.start().map(this::until);
  }

  private StartTrial.Until until(Start start) {
    if (start.kind().equals(Start.EXIT)) {
      return new StartTrial.Until.Exit();
    }
    return switch (drive(new CheckLine(start.kind(), start.words()))) {
      case Drive.UntilPort(int port) -> new StartTrial.Until.Port(port);
      case Drive.UntilLog(var pattern) -> new StartTrial.Until.Log(pattern);
      case Drive.Http _, Drive.Exec _, Drive.Check _, Drive.Stdin _, Drive.For _, Drive.Health _ ->
          throw new IllegalStateException(start.kind());
    };
  }

  private RunOptions options() {
    RunSettings run = settings.runs();
    return new RunOptions(
        List.of(),
        new TreeMap<>(run.environment()),
        run.user(),
        run.workdir().map(FieldText::text),
        new ContainerNetwork.Host(),
        run.entrypoint(),
        false,
        run.arguments());
  }

  /** Digests of the user's files that a check reads, by name. */
  SortedMap<String, String> files() {
    SortedMap<String, String> files = new TreeMap<>();
    for (CheckLine line : settings.checks()) {
      switch (drive(line)) {
        case Drive.Stdin(Path input) -> put(files, input);
        case Drive.Check(List<String> command) ->
            command.forEach(word -> put(files, means.beside().resolve(word)));
        case Drive.Http _,
            Drive.Exec _,
            Drive.For _,
            Drive.UntilPort _,
            Drive.UntilLog _,
            Drive.Health _ -> {}
      }
    }
    return files;
  }

  private static void put(SortedMap<String, String> files, Path file) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      files.put("file." + file, Digest.sha256(in).toString());
    } catch (IOException _) {
      // What can't be read fails where it is run.
    }
  }

  /** What runs the check. */
  Trials trials(Containers containers) {
    return new Trials(
        containers,
        Trials.Limits.DEFAULT,
        new CheckPlace(means.beside(), new TreeMap<>(means.console().environment()), _ -> {}));
  }

  /** Fails where the check does. */
  void check(Containers containers, Subject subject) throws CellFailure {
    List<Scenario> scenarios = scenarios();
    if (scenarios.isEmpty()) {
      return;
    }
    try (Trials trials = trials(containers)) {
      Verdict verdict = trials.run(subject, scenarios, false);
      if (!verdict.passed()) {
        Verdict.Failure failure = verdict.failures().getFirst();
        throw new CellFailure(
            "check",
            Printed.lines(
                failure.what() + (failure.output().isEmpty() ? "" : "\n" + failure.output())));
      }
    } catch (KobakoException e) {
      throw CompareCells.failure("check", e, "");
    }
  }

  /** With the time of a start, and its memory, where that is asked for. */
  Figures start(Containers containers, Subject subject, Figures known) throws CellFailure {
    Optional<StartTrial.Until> until = until();
    if (until.isEmpty()) {
      return known;
    }
    StartTrial trial = new StartTrial(containers, subject, options(), until.get(), PATIENCE);
    try {
      StartTrial.Measured measured = trial.measure(settings.start().orElseThrow().times());
      Figures figures = known.with(Measure.START, measured.start().toNanos());
      return measured.memory() == 0 ? figures : figures.with(Measure.MEMORY, measured.memory());
    } catch (KobakoException e) {
      throw CompareCells.failure("start", e, "");
    }
  }
}
