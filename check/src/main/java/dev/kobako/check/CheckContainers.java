package dev.kobako.check;

import dev.kobako.sandbox.Ending;
import dev.kobako.sandbox.StartedContainer;
import dev.kobako.sandbox.Streams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The containers that a check has started: those in the foreground, each of which a client waits
 * for, and those in the background by their ids. Safe for use by several threads.
 */
final class CheckContainers implements AutoCloseable {
  /** At the same time. */
  private static final int MOST = 200;

  /** What is kept of what one in the background prints. */
  private static final int KEPT_LOG = 1 << 20;

  /** How many that have ended are known, for their logs. */
  private static final int KNOWN = 100;

  /** By then most servers listen; the others take so long that who needs them has to wait. */
  private static final Duration LISTENING = Duration.ofMillis(60);

  private static final Duration LOOK = Duration.ofMillis(2);

  private final Starter starter;
  private final List<Integer> ports;
  private final int signal;
  private final SecondStarts seconds;
  private final Map<String, Detached> detached = new LinkedHashMap<>();
  private final List<StartedContainer> running = new ArrayList<>();
  private boolean closed;

  /**
   * None yet.
   *
   * @param ports on which a program that is run in the background may come to listen
   * @param signal what one is asked to end with
   * @param seconds told of those in the background that are stopped; may keep them
   */
  CheckContainers(Starter starter, List<Integer> ports, int signal, SecondStarts seconds) {
    this.starter = starter;
    this.ports = List.copyOf(ports);
    this.signal = signal;
    this.seconds = seconds;
  }

  /** One in the background. */
  private record Detached(List<String> words, StartedContainer container, RunOutput log) {}

  /** What can't be done, in words for who asked. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String fact) {
      super(fact);
    }
  }

  /** Starts one in the foreground; whoever asked gives it back by {@link #end}. */
  StartedContainer run(List<String> words, Streams streams) throws RefusedException {
    requireRoom();
    return kept(starter.start(words, streams));
  }

  private synchronized void requireRoom() throws RefusedException {
    if (closed) {
      throw new RefusedException("the check has ended");
    }
    if (running.size() >= MOST) {
      throw new RefusedException("there are " + MOST + " containers already");
    }
  }

  private StartedContainer kept(StartedContainer container) throws RefusedException {
    boolean late;
    synchronized (this) {
      late = closed;
      if (!late) {
        running.add(container);
      }
    }
    if (late) {
      container.close();
      throw new RefusedException("the check has ended");
    }
    return container;
  }

  /** Kills one where it still runs, and removes what it has changed. */
  void end(StartedContainer container) {
    synchronized (this) {
      if (!running.remove(container)) {
        return; // whoever has taken it away sees to it
      }
    }
    giveBack(container);
  }

  private void giveBack(StartedContainer container) {
    if (!seconds.keep(container)) {
      container.close();
    }
  }

  /**
   * Starts one in the background and tells its id once its program runs; where that is to listen, a
   * moment later, so that a check that comes at once finds it there.
   */
  String start(List<String> words) throws RefusedException {
    requireRoom();
    RunOutput log = new RunOutput(KEPT_LOG, _ -> {});
    StartedContainer container =
        kept(starter.start(words, new Streams.Captured(log.stream(), log.stream())));
    String id = id();
    synchronized (this) {
      forgetOldest();
      detached.put(id, new Detached(List.copyOf(words), container, log));
    }
    if (container.starts()) {
      awaitListening(container);
    } else {
      requireRun(id, container);
    }
    return id;
  }

  /** One that could not be started, or not in time, is none; one that has ended already is. */
  private void requireRun(String id, StartedContainer container) throws RefusedException {
    boolean hasRun = false;
    try {
      hasRun = container.await(Duration.ZERO).isPresent();
    } finally {
      if (!hasRun) {
        synchronized (this) {
          detached.remove(id);
        }
        end(container);
      }
    }
    if (!hasRun) {
      throw new RefusedException("the container was not started in time");
    }
  }

  private void awaitListening(StartedContainer container) {
    Deadline deadline = Deadline.in(LISTENING);
    while (!ports.isEmpty()
        && !deadline.isOver()
        && container.listening().stream().noneMatch(ports::contains)
        && container.await(LOOK).isEmpty()) {
      // looked at again
    }
  }

  private void forgetOldest() {
    if (detached.size() >= KNOWN) {
      detached.entrySet().stream()
          .filter(each -> !running.contains(each.getValue().container()))
          .findFirst()
          .ifPresent(each -> detached.remove(each.getKey()));
    }
  }

  /** As docker's short ones. */
  private static String id() {
    return String.format("%012x", ThreadLocalRandom.current().nextLong() & 0xFFFF_FFFF_FFFFL);
  }

  /**
   * Asks containers in the background to end, kills those that don't.
   *
   * @return those that have ended, which whoever asked gives back by {@link #end}
   */
  List<StartedContainer> stop(List<String> ids) throws RefusedException {
    List<StartedContainer> stopped = new ArrayList<>();
    for (String id : ids) {
      Detached found = find(id);
      seconds.stopping(found.container(), found.words());
      stopped.add(found.container());
    }
    LiveRun.stop(stopped, signal);
    return stopped;
  }

  /** What one in the background has printed; the end of it, where that is much. */
  byte[] logs(String id) throws RefusedException {
    return find(id).log().bytes();
  }

  private synchronized Detached find(String id) throws RefusedException {
    return Optional.ofNullable(detached.get(id))
        .orElseThrow(() -> new RefusedException("no container has the id '" + id + "'"));
  }

  /** How one in the background ended that nobody stopped and that did not end well. */
  synchronized Optional<Ending> broken() {
    return detached.values().stream()
        .map(Detached::container)
        .filter(running::contains)
        .flatMap(each -> each.await(Duration.ZERO).stream())
        .filter(ending -> !ending.equals(new Ending.Exited(0)))
        .findFirst();
  }

  /** The last lines of those in the background, for a person. */
  synchronized String shown() {
    StringBuilder text = new StringBuilder();
    detached.forEach((id, each) -> {
      String log = each.log().shown();
      if (!log.isEmpty()) {
        text.append("container ").append(id).append(":\n").append(log).append('\n');
      }
    });
    return text.toString().strip();
  }

  /** Asks all that still run to end, kills those that don't; none can be started any more. */
  @Override
  public void close() {
    List<StartedContainer> left;
    List<Detached> background;
    synchronized (this) {
      closed = true;
      left = List.copyOf(running);
      background =
          detached.values().stream().filter(each -> left.contains(each.container())).toList();
    }
    try {
      background.forEach(each -> seconds.stopping(each.container(), each.words()));
      LiveRun.stop(left, signal);
    } finally {
      left.forEach(this::giveBack);
    }
  }
}
