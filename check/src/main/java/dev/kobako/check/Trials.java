package dev.kobako.check;

import dev.kobako.sandbox.ContainerLimits;
import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.Containers;
import dev.kobako.sandbox.PassingLayers;
import dev.kobako.sandbox.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs images as scenarios say. Bounded in time, memory and output whatever the programs do; leaves
 * no process behind. Safe for use by several threads.
 *
 * <p>What a scenario leaves open is settled by the first image that it runs on, which should be the
 * original: see {@link Precedent}.
 */
public final class Trials implements AutoCloseable {
  /**
   * Bounds of a scenario.
   *
   * @param ready how long a run may take until it answers
   * @param whole how long it may take at all
   * @param hasty whether a check is ended as soon as a container fails that it started in the
   *     background, where none did so on the original: it may wait for that one in vain
   * @param processes how many each container may have, threads counted, so that one that forks
   *     without end leaves room for what ends it; held where the caller may make a control group
   */
  public record Limits(Duration ready, Duration whole, boolean hasty, long processes) {
    /** As systemd has it for a service on a usual machine. */
    private static final long PROCESSES = 4096;

    /** Those of trials that are let come to their own end. */
    public Limits(Duration ready, Duration whole) {
      this(ready, whole, false);
    }

    /** With room for the processes of most programs. */
    public Limits(Duration ready, Duration whole, boolean hasty) {
      this(ready, whole, hasty, PROCESSES);
    }

    /** For most programs. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(60), Duration.ofMinutes(10));
  }

  private final Containers containers;
  private final Limits limits;
  private final CheckPlace place;
  private final Map<String, Precedent> precedents = new ConcurrentHashMap<>();

  /** Held while containers run that may write to folders of this machine. */
  private final Lock writing = new ReentrantLock();

  private @Nullable MountedState found;

  /** Runs them with these containers; checks run where this process does. */
  public Trials(Containers containers, Limits limits) {
    this(containers, limits, CheckPlace.here());
  }

  /** Runs them with these containers. */
  public Trials(Containers containers, Limits limits, CheckPlace place) {
    this.containers = containers;
    this.limits = limits;
    this.place = place;
  }

  /** A new place for layers that are needed for some trials only; the caller closes it. */
  public PassingLayers passingLayers() {
    return containers.passingLayers();
  }

  /**
   * Runs all scenarios on an image, one after the other, until one fails. Where containers may
   * write to folders of this machine, each call of this begins with what the first one found there,
   * and one has to wait for the other.
   *
   * @param traced whether file calls are watched
   * @throws dev.kobako.diagnostic.KobakoException outside, where a container can't be set up;
   *     usage, where a check can't be started, or a scenario does not fit the image; a scenario
   *     that does not pass is a verdict, no exception
   */
  public Verdict run(Subject subject, List<Scenario> scenarios, boolean traced) {
    return run(subject, scenarios, traced, limits);
  }

  /** The same with other bounds for each scenario. */
  public Verdict run(Subject subject, List<Scenario> scenarios, boolean traced, Limits bounds) {
    return run(
        subject,
        scenarios,
        collector -> traced ? new Watch.Files(collector::add) : new Watch.Nothing(),
        traced,
        bounds);
  }

  /**
   * The same without a trace: as it will be run where nobody watches. What a check has stopped is
   * started once more, as in a traced run.
   */
  public Verdict prove(Subject subject, List<Scenario> scenarios) {
    return run(subject, scenarios, _ -> new Watch.Nothing(), true, limits);
  }

  /**
   * The same, and tells the names of the system calls that are made meanwhile in place of a trace.
   *
   * @param calls gets each at least once
   */
  public Verdict calls(Subject subject, List<Scenario> scenarios, Consumer<String> calls) {
    return run(subject, scenarios, _ -> new Watch.SystemCalls(calls), false, limits);
  }

  /**
   * The same without a trace, and under the seccomp profile of these system calls.
   *
   * @param calls names of all that are allowed
   */
  public Verdict confined(Subject subject, List<Scenario> scenarios, SortedSet<String> calls) {
    return run(subject, scenarios, _ -> new Watch.Confined(calls), false, limits);
  }

  private Verdict run(
      Subject subject,
      List<Scenario> scenarios,
      Function<TraceCollector, Watch> watching,
      boolean restarting,
      Limits bounds) {
    List<ContainerMount> mounts =
        scenarios.stream().flatMap(each -> each.options().mounts().stream()).toList();
    if (!MountedState.isNeededFor(mounts)) {
      return runAll(subject, scenarios, watching, restarting, bounds);
    }
    writing.lock();
    try {
      MountedState before = found;
      if (before == null) {
        found = MountedState.of(mounts, containers.passingFolder("mounted"));
      } else {
        before.restore();
      }
      return runAll(subject, scenarios, watching, restarting, bounds);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Throws away what it remembers of folders of this machine; they stay as the last run left them.
   */
  @Override
  public void close() {
    MountedState before = found;
    found = null;
    if (before != null) {
      before.close();
    }
  }

  private Verdict runAll(
      Subject subject,
      List<Scenario> scenarios,
      Function<TraceCollector, Watch> watching,
      boolean restarting,
      Limits bounds) {
    long began = System.nanoTime();
    List<Verdict.Failure> failures = new ArrayList<>();
    Trace trace = Trace.NONE;
    for (Scenario scenario : scenarios) {
      TraceCollector collector = new TraceCollector(scenario.options().mounts());
      Watch watch = watching.apply(collector);
      ContainerLimits limited = new ContainerLimits(0, 0, bounds.processes(), 0);
      SubjectStarter starter =
          new SubjectStarter(containers, subject, scenario.options(), watch, limited);
      failure(starter, scenario, restarting, bounds)
          .map(failure -> named(failure, scenario, scenarios))
          .ifPresent(failures::add);
      collector.overflow().map(what -> new Verdict.Failure(what, "")).ifPresent(failures::add);
      trace = trace.with(collector.trace());
      if (!failures.isEmpty()) {
        break;
      }
    }
    return new Verdict(failures, trace, Duration.ofNanos(System.nanoTime() - began));
  }

  private Optional<Verdict.Failure> failure(
      SubjectStarter starter, Scenario scenario, boolean restarting, Limits bounds) {
    Deadline deadline = Deadline.in(bounds.whole());
    Precedent precedent = precedents.computeIfAbsent(scenario.name(), _ -> new Precedent());
    ScenarioPlan plan =
        ScenarioPlan.of(
            starter,
            scenario,
            precedent,
            command -> new CheckDrive(command, place, precedent, restarting, bounds.hasty()));
    if (!plan.live().isEmpty()) {
      LiveTrial trial =
          new LiveTrial(starter, plan.live(), plan.ports(), plan.patterns(), bounds, precedent);
      Optional<Verdict.Failure> failure = trial.failure(deadline);
      if (failure.isPresent()) {
        return failure;
      }
    }
    for (HostDrive drive : plan.host()) {
      Optional<Verdict.Failure> failure = drive.drive(starter, deadline);
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  /** Which scenario it was need not be said where there is only one. */
  private static Verdict.Failure named(
      Verdict.Failure failure, Scenario scenario, List<Scenario> all) {
    return all.size() == 1
        ? failure
        : new Verdict.Failure(scenario.name() + ": " + failure.what(), failure.output());
  }
}
