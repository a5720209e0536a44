package dev.kobako.check;

import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.StartedContainer;
import dev.kobako.sandbox.Streams;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs a command inside. Where the image's program has ended by itself and well, as a shell does
 * that has nothing to read, the command is run in place of it.
 */
record ExecDrive(List<String> command, SubjectStarter starter) implements LiveDrive {
  /** How much later than a process that dies with it a container may end. */
  private static final Duration ENDING = Duration.ofSeconds(1);

  @Override
  public Optional<Verdict.Failure> drive(LiveRun run, Deadline deadline) {
    if (isOver(run.ended())) {
      return alone(deadline);
    }
    Optional<Verdict.Failure> early = run.earlyEnd("before " + words());
    if (early.isPresent()) {
      return early;
    }
    LiveRun.Executed executed = run.exec(command, deadline);
    if (executed.isDone()) {
      return Optional.empty();
    }
    boolean killed =
        executed.ending().filter(each -> !(each instanceof Ending.Signalled)).isEmpty();
    return killed && isOver(run.ended(deadline.within(ENDING)))
        ? alone(deadline)
        : failure(executed);
  }

  @Override
  public boolean isReady(LiveRun run, Deadline deadline) {
    return run.ended().isEmpty();
  }

  private static boolean isOver(Optional<Ending> ending) {
    return ending.equals(Optional.of(new Ending.Exited(0)));
  }

  private Optional<Verdict.Failure> alone(Deadline deadline) {
    RunOutput said = new RunOutput(LiveRun.KEPT_OUTPUT, _ -> {});
    Streams streams = new Streams.Captured(said.stream(), said.stream());
    try (StartedContainer container = starter.startProgram(command, streams)) {
      LiveRun.Executed executed = new LiveRun.Executed(container.await(deadline.left()), said);
      return executed.isDone() ? Optional.empty() : failure(executed);
    }
  }

  private Optional<Verdict.Failure> failure(LiveRun.Executed executed) {
    String ending =
        executed
            .ending()
            .map(each -> "ended " + LiveRun.words(each) + ", expected 0")
            .orElse("did not end in time");
    return Optional.of(new Verdict.Failure(words() + " " + ending, executed.output().shown()));
  }

  private String words() {
    return "exec '" + String.join(" ", command) + "'";
  }
}
