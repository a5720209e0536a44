package dev.kobako.check;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.sandbox.AttachedProcess;
import dev.kobako.sandbox.ContainerProcess;
import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.StartedContainer;
import dev.kobako.sandbox.Streams;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A container of the image that drives act upon. Whoever started it closes it. */
final class LiveRun implements AutoCloseable {
  /** What is kept of a program's output. */
  static final int KEPT_OUTPUT = 64 << 10;

  /** As docker stop has it. */
  static final Duration GRACE = Duration.ofSeconds(10);

  /** By then a program that has given up its handler of a signal has ended, or never will. */
  private static final Duration SECOND_THOUGHT = Duration.ofSeconds(1);

  /** How often it is looked whether it has given up its handler. */
  private static final Duration LOOK = Duration.ofMillis(40);

  /** Who does nothing for so long, without a handler and without children, won't end. */
  private static final Duration REST = Duration.ofMillis(100);

  static final int SIGKILL = 9;

  /** How much later than a process in it a container may end. */
  private static final Duration ENDING = Duration.ofSeconds(1);

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final StartedContainer container;
  private final Function<List<String>, ContainerProcess> processes;
  private final List<Pattern> patterns;
  private final LogPatterns log;
  private final RunOutput output;

  private LiveRun(
      Function<Streams, StartedContainer> starting,
      Function<List<String>, ContainerProcess> processes,
      List<Pattern> patterns) {
    this.processes = processes;
    this.patterns = patterns;
    this.log = new LogPatterns(patterns);
    this.output = new RunOutput(KEPT_OUTPUT, log::line);
    this.container = starting.apply(new Streams.Captured(output.stream(), output.stream()));
  }

  /**
   * Starts one.
   *
   * @param processes what a command is inside
   * @param patterns that its output may be searched for
   */
  static LiveRun start(
      Starter starter,
      Function<List<String>, ContainerProcess> processes,
      Collection<Pattern> patterns) {
    return new LiveRun(
        streams -> starter.start(List.of(), streams), processes, List.copyOf(patterns));
  }

  /** Starts one that has ended again, over what it has changed. */
  LiveRun again() {
    return new LiveRun(container::again, processes, patterns);
  }

  /** How it ended; empty while it runs. */
  Optional<Ending> ended() {
    return container.await(Duration.ZERO);
  }

  /** How it ended, waiting for it until then. */
  Optional<Ending> ended(Deadline deadline) {
    return container.await(deadline.left());
  }

  /** Whether something listens on that port in its network. */
  boolean listens(int port) {
    return container.listens(port);
  }

  /** The memory that its processes hold, as {@link StartedContainer#peakMemory}. */
  long peakMemory() {
    return container.peakMemory();
  }

  /** Whether a line of its output has matched. */
  boolean logged(Pattern pattern) {
    return log.met(pattern);
  }

  /** A failure of something that was done to it, with its own last output. */
  Verdict.Failure failure(String what) {
    return new Verdict.Failure(what, output.shown());
  }

  /** The failure of a program that should go on, if it has ended. */
  Optional<Verdict.Failure> earlyEnd(String meanwhile) {
    return ended().map(ending -> failure("the program ended " + words(ending) + " " + meanwhile));
  }

  /** How something ended, for a sentence. */
  static String words(Ending ending) {
    return switch (ending) {
      case Ending.Exited(int code) -> "with exit code " + code;
      case Ending.Signalled(int number) -> "by signal " + number;
      case Ending.TimedOut() -> "since its time was over";
    };
  }

  /**
   * What became of a command inside.
   *
   * @param ending empty where it did not end in time
   */
  record Executed(Optional<Ending> ending, RunOutput output) {
    boolean isDone() {
      return ending.isPresent() && ending.get().equals(new Ending.Exited(0));
    }
  }

  /** Runs a command inside, at most until then. */
  Executed exec(List<String> command, Deadline deadline) {
    RunOutput said = new RunOutput(KEPT_OUTPUT, _ -> {});
    try (AttachedProcess process =
        container.exec(
            processes.apply(command), new Streams.Captured(said.stream(), said.stream()))) {
      return new Executed(await(process, deadline), said);
    } catch (KobakoException e) {
      if (container.await(ENDING).isEmpty()) {
        throw e;
      }
      return new Executed(Optional.empty(), said); // it could not be started in what has ended
    }
  }

  /** That a process can't be waited for with patience is made good by a thread. */
  private Optional<Ending> await(AttachedProcess process, Deadline deadline) {
    FutureTask<Ending> waiting = new FutureTask<>(process::await);
    Thread.ofPlatform().daemon().name("check-exec").start(waiting);
    try {
      return Optional.of(waiting.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      process.signal(SIGKILL);
      awaitFarewell(waiting);
      return Optional.empty();
    } catch (InterruptedException e) {
      container.close();
      throw KobakoException.interrupted("trial", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  /** What can't be killed by itself is killed with the container. */
  private void awaitFarewell(FutureTask<Ending> waiting) {
    try {
      waiting.get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      container.close();
    } catch (InterruptedException e) {
      container.close();
      throw KobakoException.interrupted("trial", e);
    }
  }

  /** Asks it to end by a signal; kills it when it hasn't in time. */
  void stop(int signal) {
    stop(List.of(container), signal);
  }

  /**
   * Asks containers to end, all at once; kills those that don't do it in time, or don't hear it.
   *
   * @throws KobakoException as {@link StartedContainer#await} of one of them, once all have ended
   */
  static void stop(List<StartedContainer> containers, int signal) {
    Deadline grace = Deadline.in(GRACE);
    List<StartedContainer> deaf = containers.stream().filter(each -> !each.heeds(signal)).toList();
    containers.stream().filter(each -> !deaf.contains(each)).forEach(each -> each.signal(signal));
    Optional<KobakoException> failure = Optional.empty();
    for (StartedContainer each : containers) {
      try {
        if (deaf.contains(each) || !endsByItself(each, signal, grace)) {
          each.signal(SIGKILL);
          Optional<Ending> _ = each.await(FAREWELL);
        }
      } catch (KobakoException e) {
        failure = failure.or(() -> Optional.of(e)); // the others are to end all the same
      }
    }
    failure.ifPresent(why -> {
      throw why;
    });
  }

  /**
   * Waits for the end of one that was asked. Some answer by giving up their handler and sending
   * themselves the signal again, as Node does; the kernel drops that one, and all waiting is in
   * vain. It is given up soon where nothing happens any more, later where something does.
   */
  private static boolean endsByItself(StartedContainer container, int signal, Deadline grace) {
    Deadline second = Deadline.in(min(grace.left(), SECOND_THOUGHT));
    while (!second.isOver()) {
      if (container.await(min(second.left(), LOOK)).isPresent()) {
        return true;
      }
      if (!container.heeds(signal) && container.rests(min(second.left(), REST))) {
        return false;
      }
    }
    return container.heeds(signal) && container.await(grace.left()).isPresent();
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public void close() {
    container.close();
  }
}
