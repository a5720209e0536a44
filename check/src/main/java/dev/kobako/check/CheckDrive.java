package dev.kobako.check;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.SignalNumber;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A user's check: a command on this machine, in the user's own folder and environment.
 *
 * @param restarting whether what it has stopped is started once more
 * @param hasty whether it is ended when a container fails as none did before
 */
record CheckDrive(
    List<String> command, CheckPlace place, Precedent precedent, boolean restarting, boolean hasty)
    implements HostDrive {
  /** How often containers are looked at. */
  private static final Duration PAUSE = Duration.ofMillis(30);

  private static final String TERM = "TERM";

  CheckDrive {
    command = List.copyOf(command);
  }

  @Override
  public Optional<Verdict.Failure> drive(SubjectStarter starter, Deadline deadline) {
    int signal = SignalNumber.of(starter.subject().config().stopSignal().orElse(TERM));
    try (SecondStarts seconds = new SecondStarts(starter, restarting && !hasty);
        CallFolder folder = CallFolder.in(starter.containers().passingFolder("check"))) {
      CheckContainers containers =
          new CheckContainers(starter, starter.subject().exposedPorts(), signal, seconds);
      RunOutput output = new RunOutput(LiveRun.KEPT_OUTPUT, place.log());
      Optional<String> fact;
      try (CallServer _ = CallServer.start(folder, containers)) {
        fact = fact(start(folder), output, containers, folder, deadline);
      }
      if (fact.isEmpty()) {
        return seconds.failure(signal, precedent, deadline);
      }
      return fact.map(each -> {
        String logs = containers.shown();
        return new Verdict.Failure(
            "check '" + String.join(" ", command) + "' " + each,
            logs.isEmpty() ? output.shown() : output.shown() + "\n" + logs);
      });
    }
  }

  private Process start(CallFolder folder) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(place.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(place.environment());
    builder.environment().putAll(folder.variables());
    builder.redirectErrorStream(true);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw KobakoException.usage(
          Diagnostic.of(
              "check '" + String.join(" ", command) + "'",
              "can't be started: " + e.getMessage(),
              "name a program that is there and may be executed"));
    }
  }

  /** What is wrong with how it ends; nothing it has started is left after that. */
  private Optional<String> fact(
      Process process,
      RunOutput output,
      CheckContainers containers,
      CallFolder folder,
      Deadline deadline) {
    Thread reading =
        Thread.ofPlatform()
            .daemon()
            .name("check-output")
            .start(() -> read(process.getInputStream(), output.stream()));
    try {
      Optional<String> fact = endedFact(process, containers, folder, deadline);
      boolean _ = reading.join(LiveRun.GRACE);
      if (!hasty && fact.isEmpty() && containers.broken().isPresent()) {
        precedent.settleBreaks();
      }
      return fact;
    } catch (InterruptedException e) {
      throw KobakoException.interrupted("trial", e);
    }
  }

  private Optional<String> endedFact(
      Process process, CheckContainers containers, CallFolder folder, Deadline deadline)
      throws InterruptedException {
    try {
      return hasty && !precedent.breaks()
          ? hastyFact(process, containers, deadline)
          : fact(process, deadline);
    } finally {
      new LeftProcesses(folder.path().toString()).end();
    }
  }

  private static Optional<String> hastyFact(
      Process process, CheckContainers containers, Deadline deadline) throws InterruptedException {
    Optional<Ending> broken = Optional.empty();
    while (broken.isEmpty()
        && !deadline.isOver()
        && !process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
      broken = containers.broken();
    }
    return broken.isPresent() && process.isAlive()
        ? Optional.of(
            "was ended, since a container that it started ended "
                + LiveRun.words(broken.get())
                + ", as none did on the original")
        : fact(process, deadline);
  }

  private static Optional<String> fact(Process process, Deadline deadline)
      throws InterruptedException {
    if (!process.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
      return Optional.of("did not end in time");
    }
    return process.exitValue() == 0
        ? Optional.empty()
        : Optional.of("ended with exit code " + process.exitValue() + ", expected 0");
  }

  private static void read(InputStream from, OutputStream to) {
    try (from;
        to) {
      from.transferTo(to);
    } catch (IOException _) {
      // The check has ended.
    }
  }
}
