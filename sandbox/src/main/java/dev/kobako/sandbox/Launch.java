package dev.kobako.sandbox;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One started command line of {@link SetupScript}, as our child that has not been waited for. Its
 * number can't come to mean another process before {@link #reap()}.
 */
final class Launch implements AutoCloseable {
  private static final int MAX_REPORT = 64 << 10;
  private static final byte[] GO = {'g', 'o', '\n'};

  /**
   * Held while orphans are adopted, which is a property of the whole JVM: other programs' daemons
   * should not become ours.
   */
  private static final ReentrantLock ADOPTING = new ReentrantLock();

  /** A step that only a process outside can take. */
  interface Mapping {
    void apply(int pid);
  }

  /**
   * What a command line waits for on descriptor 4.
   *
   * @param said the line on descriptor 3 that tells that it waits
   */
  record Turn(String said, Mapping step) {}

  private final Kernel kernel;
  private final int pid;
  private final Pipes.Ends ends;
  private final OutputPump report;
  private final InputFeed feed;
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean reaped;
  private Kernel.@Nullable Waited waited;

  private Launch(Kernel kernel, int pid, Pipes.Ends ends, ChildInput input) {
    this.kernel = kernel;
    this.pid = pid;
    this.ends = ends;
    this.report = OutputPump.start(ends.told(), MAX_REPORT);
    this.feed = new InputFeed(ends.in(), input);
    Thread.ofPlatform().daemon().name("sandbox-wait").start(this::watch);
  }

  /**
   * Starts the command line and lets it go once it is our child.
   *
   * @param mapping if the command line {@linkplain SetupScript#ENTERED waits} for one
   */
  static Launch start(
      Kernel kernel, List<byte[]> command, ChildInput input, @Nullable Mapping mapping)
      throws IOException {
    List<Turn> turns =
        mapping == null ? List.of() : List.of(new Turn(SetupScript.ENTERED, mapping));
    return start(kernel, command, input, ChildStreams.KEPT, _ -> {}, turns);
  }

  /**
   * The same with other streams.
   *
   * @param born told of the process before it does anything; what it throws ends the process
   * @param turns in the order in which they come; what they throw ends it as well
   */
  static Launch start(
      Kernel kernel,
      List<byte[]> command,
      ChildInput input,
      ChildStreams streams,
      Mapping born,
      List<Turn> turns)
      throws IOException {
    try (Pipes pipes = new Pipes(kernel)) {
      Pipes.Ends ends = pipes.ends(streams);
      Launch launch = new Launch(kernel, spawned(kernel, command, pipes, ends), ends, input);
      try {
        born.apply(launch.pid);
        launch.feed.start(launch::killLiving);
        launch.letGo(turns);
      } catch (RuntimeException e) {
        launch.close();
        throw e;
      }
      return launch;
    }
  }

  /** The number of our child; what reads its pipes comes to an end if there is none. */
  private static int spawned(Kernel kernel, List<byte[]> command, Pipes pipes, Pipes.Ends ends)
      throws IOException {
    boolean done = false;
    ADOPTING.lock();
    try {
      kernel.adoptOrphans(true);
      int launcher = kernel.spawn(command, HostTools.ENVIRONMENT, pipes.childEnds());
      pipes.release();
      int pid = NumberLine.process(ends.told());
      kernel.waitFor(launcher);
      done = true;
      return pid;
    } finally {
      kernel.adoptOrphans(false);
      ADOPTING.unlock();
      if (!done) {
        ends.endHeld();
      }
    }
  }

  private void letGo(List<Turn> turns) {
    goOn();
    for (Turn turn : turns) {
      if (!report.awaitLine(turn.said())) {
        return;
      }
      turn.step().apply(pid);
      goOn();
    }
  }

  /** Lets it take the next step that it waits for. */
  void goOn() {
    try {
      ends.go().write(GO);
    } catch (IOException _) {
      // It has ended; why, its report tells.
    }
  }

  private void killLiving() {
    if (ended.getCount() > 0) {
      kernel.kill(pid);
    }
  }

  private void watch() {
    kernel.awaitEnd(pid);
    ended.countDown();
  }

  /**
   * Waits for the end.
   *
   * @return whether it came in time
   */
  boolean await(Duration timeout) {
    try {
      return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw KobakoException.interrupted("sandbox", e);
    }
  }

  /**
   * Kills all. First the children: the death of a namespace's first process is that of all in it,
   * and our own child, left alive, waits for it and so counts its memory.
   */
  void kill(Duration patience) {
    List<ProcessHandle> children =
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).toList();
    children.forEach(child -> kernel.kill(child.pid()));
    boolean interrupted = Thread.interrupted();
    try {
      // Without a child it has just been started; what it starts now, dies with it.
      if (children.isEmpty() || !ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        kernel.kill(pid);
      }
    } catch (InterruptedException _) {
      interrupted = true;
      kernel.kill(pid);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for all that has been said, when nothing comes but {@linkplain #after() the rest}. */
  void awaitStreams() {
    ends.endHeld();
    try {
      ends.output().await();
      ends.errors().await();
      report.await();
    } catch (InterruptedException e) {
      throw KobakoException.interrupted("sandbox", e);
    }
  }

  /** Waits for the child itself and for the ends of its streams; may be asked again. */
  Kernel.Waited reap() {
    ends.noMoreSteps();
    try {
      ended.await();
    } catch (InterruptedException e) {
      throw KobakoException.interrupted("sandbox", e);
    }
    Kernel.Waited known = waited;
    if (known == null) {
      reaped = true;
      known = kernel.waitFor(pid);
      waited = known;
    }
    awaitStreams();
    return known;
  }

  OutputPump output() {
    return ends.output();
  }

  OutputPump errors() {
    return ends.errors();
  }

  /** Why the command could not be given its whole input, if it could not. */
  Optional<RuntimeException> inputFailure() {
    return feed.failure();
  }

  /** What {@link ChildStreams.Followed} has after the command, until this is closed. */
  InputStream after() {
    return ends.after();
  }

  /** What the steps before the command said. */
  String report() {
    return report.text();
  }

  /** Sends a signal to what our child has started. */
  void signal(int number) {
    ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::children)
        .forEach(child -> kernel.kill(child.pid(), number));
  }

  /** Lets it go on without us. */
  void leave() {
    reaped = true;
    ends.noMoreSteps();
    Thread.ofPlatform()
        .daemon()
        .name("sandbox-left")
        .start(() -> {
          try {
            ended.await();
            kernel.waitFor(pid);
          } catch (InterruptedException _) {
            // Nobody interrupts it; the system cleans up after the JVM in any case.
          }
        });
  }

  /** The number of our child. */
  int pid() {
    return pid;
  }

  /** Leaves no process behind, whatever happened. */
  @Override
  public void close() {
    ends.noMoreSteps();
    if (!reaped) {
      kill(Duration.ofSeconds(1));
      awaitKilled();
      reaped = true;
      kernel.waitFor(pid);
    }
    ends.endHeld();
    ends.leaveTheRest();
  }

  /** The thread that watches it has to see the end before the system forgets it. */
  private void awaitKilled() {
    boolean interrupted = false;
    while (ended.getCount() > 0) {
      try {
        ended.await();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
