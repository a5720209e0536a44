package dev.kobako.check;

import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.StartedContainer;
import dev.kobako.sandbox.Streams;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs the image in the foreground with a file as its input. */
record StdinDrive(Path input) implements HostDrive {
  @Override
  public Optional<Verdict.Failure> drive(SubjectStarter starter, Deadline deadline) {
    RunOutput said = new RunOutput(LiveRun.KEPT_OUTPUT, _ -> {});
    Streams streams = new Streams.Fed(input, said.stream(), said.stream());
    try (StartedContainer container = starter.start(List.of(), streams)) {
      Optional<Ending> ending = container.await(deadline.left());
      if (ending.equals(Optional.of(new Ending.Exited(0)))) {
        return Optional.empty();
      }
      String fact =
          ending
              .map(each -> "ended " + LiveRun.words(each) + ", expected 0")
              .orElse("did not end in time");
      return Optional.of(
          new Verdict.Failure("the program, reading " + input + ", " + fact, said.shown()));
    }
  }
}
