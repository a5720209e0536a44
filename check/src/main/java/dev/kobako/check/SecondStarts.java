package dev.kobako.check;

import dev.kobako.sandbox.ContainerMount;
import dev.kobako.sandbox.ContainerNetwork;
import dev.kobako.sandbox.ListeningPorts;
import dev.kobako.sandbox.StartedContainer;
import dev.kobako.sandbox.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Containers of a check that are started once more over what they have changed when the check has
 * passed, and stopped: a program that finds its data does other things than one that makes them.
 *
 * <p>That is done for what ran in the background until it was stopped and has changed a volume of
 * the image, once for each command: without data it would do the same again, and it costs a start
 * of the program. Safe for use by several threads.
 */
final class SecondStarts implements AutoCloseable {
  /** A check may start any number of commands. */
  private static final int MOST = 8;

  /** As docker's users wait for a service. */
  private static final Duration READY = Duration.ofSeconds(10);

  /** By then one without a port has come as far as it comes. */
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private static final Duration REST = Duration.ofMillis(200);

  private final SubjectStarter starter;
  private final boolean wanted;
  private final IdentityHashMap<StartedContainer, Candidate> candidates = new IdentityHashMap<>();
  private final List<Candidate> kept = new ArrayList<>();
  private boolean closed;

  /**
   * None yet.
   *
   * @param wanted whether there may be any
   */
  SecondStarts(SubjectStarter starter, boolean wanted) {
    this.starter = starter;
    this.wanted = wanted && !starter.subject().config().volumes().isEmpty();
  }

  /**
   * One that is to be stopped.
   *
   * @param words that it was started with
   * @param listening what listened in its network while it ran
   */
  private record Candidate(
      StartedContainer container, List<String> words, SortedSet<Integer> listening) {}

  /** Tells of one that is about to be stopped, while it runs. */
  void stopping(StartedContainer container, List<String> words) {
    if (wanted && container.await(Duration.ZERO).isEmpty()) {
      Candidate candidate = new Candidate(container, words, container.listening());
      synchronized (this) {
        candidates.put(container, candidate);
      }
    }
  }

  /**
   * Takes one over that has ended.
   *
   * @return whether that was done; else the caller goes on having it
   */
  boolean keep(StartedContainer container) {
    boolean changed = isChanged(container);
    synchronized (this) {
      Candidate candidate = candidates.remove(container);
      boolean kept =
          candidate != null
              && changed
              && !closed
              && this.kept.size() < MOST
              && this.kept.stream().noneMatch(each -> each.words().equals(candidate.words()));
      if (kept) {
        this.kept.add(candidate);
      }
      return kept;
    }
  }

  private boolean isChanged(StartedContainer container) {
    return wanted
        && starter.subject().config().volumes().stream()
            .filter(volume -> volume.startsWith("/"))
            .anyMatch(volume -> isMounted(volume) || container.hasChanged(volume));
  }

  private boolean isMounted(String volume) {
    return starter.options().mounts().stream()
        .anyMatch(mount ->
            switch (mount) {
              case ContainerMount.Host(_, String target, boolean readOnly) ->
                  !readOnly && target.equals(volume);
              case ContainerMount.Layers _,
                  ContainerMount.Cache _,
                  ContainerMount.Tmpfs _,
                  ContainerMount.File _,
                  ContainerMount.Socket _ ->
                  false;
            });
  }

  /**
   * Starts and stops them, one after the other.
   *
   * @return what did not come up that came up on the first image
   */
  Optional<Verdict.Failure> failure(int signal, Precedent precedent, Deadline deadline) {
    List<Candidate> all;
    synchronized (this) {
      all = List.copyOf(kept);
    }
    for (Candidate each : all) {
      RunOutput output = new RunOutput(LiveRun.KEPT_OUTPUT, _ -> {});
      SortedSet<Integer> ports = ports(each);
      try (StartedContainer second =
          each.container().again(new Streams.Captured(output.stream(), output.stream()))) {
        boolean ready = isReady(second, ports, deadline.within(READY));
        if (!precedent.isAsGood(each.words(), ready)) {
          return Optional.of(
              new Verdict.Failure(
                  "a container that the check started did not come up when it was stopped and"
                      + " started again",
                  output.shown()));
        }
        LiveRun.stop(List.of(second), signal);
      }
    }
    return Optional.empty();
  }

  /** Those of the container itself: what listens on the host now is another's. */
  private SortedSet<Integer> ports(Candidate candidate) {
    SortedSet<Integer> ports = new TreeSet<>(candidate.listening());
    if (starter.options().network() instanceof ContainerNetwork.Host) {
      ports.removeAll(ListeningPorts.onHost());
    }
    return ports;
  }

  private static boolean isReady(
      StartedContainer container, SortedSet<Integer> ports, Deadline deadline) {
    if (ports.isEmpty()) {
      Deadline settled = deadline.within(SETTLED);
      while (!settled.isOver() && !container.rests(REST)) {
        settled.pause();
      }
      return container.await(Duration.ZERO).isEmpty();
    }
    while (!container.listening().containsAll(ports)) {
      if (deadline.isOver() || container.await(Duration.ZERO).isPresent()) {
        return false;
      }
      deadline.pause();
    }
    return true;
  }

  /** Removes what they have changed. */
  @Override
  public void close() {
    List<Candidate> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(kept);
      kept.clear();
    }
    all.forEach(each -> each.container().close());
  }
}
