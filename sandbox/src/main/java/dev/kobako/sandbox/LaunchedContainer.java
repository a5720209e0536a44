package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A container that a launch runs and a watcher, if any, watches. */
final class LaunchedContainer implements StartedContainer {
  private static final Duration PAUSE = Duration.ofMillis(2);
  private static final Duration START = Duration.ofSeconds(20);

  private final Containers containers;
  private final ContainerSetup setup;
  private final Launch launch;
  private final ControlGroup group;
  private final @Nullable Watcher watcher;
  private @Nullable Ending ending;

  /** Why there is no ending, for all who ask. */
  private @Nullable RuntimeException failure;

  private boolean closed;

  /** The number of its first process; 0 while that is not known. */
  private long first;

  LaunchedContainer(
      Containers containers,
      ContainerSetup setup,
      Launch launch,
      ControlGroup group,
      @Nullable Watcher watcher) {
    this.containers = containers;
    this.setup = setup;
    this.launch = launch;
    this.group = group;
    this.watcher = watcher;
  }

  @Override
  public AttachedProcess exec(ContainerProcess process, Streams streams) {
    if (!starts()) {
      throw KobakoException.finding(
          Diagnostic.of(
              "container",
              (launch.await(Duration.ZERO)
                      ? "has ended"
                      : "was not started within %d seconds".formatted(START.toSeconds()))
                  + ", so no further process can be started in it"));
    }
    return containers.exec(setup, launch.pid(), process, streams);
  }

  @Override
  public void signal(int number) {
    if (starts()) {
      launch.signal(number);
    }
  }

  /** It is a child of the runtime, which is the only child of what was launched. */
  @Override
  public boolean heeds(int number) {
    return starts() && SignalNumber.isHeeded(number, firstProcess());
  }

  @Override
  public boolean rests(Duration span) {
    if (!starts()) {
      return false;
    }
    ProcessorTime before = ProcessorTime.of(firstProcess());
    return !launch.await(span)
        && before.equals(ProcessorTime.of(firstProcess()))
        && ProcessHandle.of(firstProcess()).stream()
            .flatMap(ProcessHandle::children)
            .findAny()
            .isEmpty();
  }

  @Override
  public boolean listens(int port) {
    return listening().contains(port);
  }

  @Override
  public SortedSet<Integer> listening() {
    boolean runs = Files.exists(setup.folder().resolve("started")) && !launch.await(Duration.ZERO);
    return runs ? ListeningPorts.inNetworkOf(firstProcess()) : new TreeSet<>();
  }

  @Override
  public long peakMemory() {
    return starts() ? ResidentMemory.peakOfAll(firstProcess()) : 0;
  }

  /** overlayfs copies a folder up as soon as something in it is another. */
  @Override
  public boolean hasChanged(String folder) {
    try {
      Path copied = setup.changes().resolve("fs").resolve(folder.substring(1));
      return Files.exists(copied, LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /** Its number outside, once it was started; that of no process if it has ended since. */
  private synchronized long firstProcess() {
    if (first == 0) {
      first = FirstProcess.below(launch.pid()).orElse(0);
    }
    return first;
  }

  @Override
  public boolean starts() {
    long end = System.nanoTime() + START.toNanos();
    while (!launch.await(Duration.ZERO) && System.nanoTime() - end < 0) {
      if (Files.exists(setup.folder().resolve("started"))) {
        return true;
      }
      if (launch.await(PAUSE)) {
        return false;
      }
    }
    return false;
  }

  @Override
  public Optional<Ending> await(Duration patience) {
    if (!launch.await(patience)) {
      return Optional.empty();
    }
    return Optional.of(ending());
  }

  private synchronized Ending ending() {
    RuntimeException why = failure;
    if (why != null) {
      throw why instanceof KobakoException told ? told.again() : new IllegalStateException(why);
    }
    Ending known = ending;
    if (known == null) {
      Kernel.Waited waited = launch.reap();
      try {
        known = ending(Ending.ofStatus(waited.status()));
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
      ending = known;
    }
    return known;
  }

  private Ending ending(Ending ended) {
    if (watcher != null) {
      watcher.finish();
    }
    launch
        .inputFailure()
        .ifPresent(why -> {
          throw why;
        });
    return RuntimeLog.ending(launch, ended);
  }

  @Override
  public StartedContainer again(Streams streams) {
    if (await(Duration.ZERO).isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of("container", "still runs", "end it before it is started again"));
    }
    try {
      return containers.again(setup, streams);
    } catch (IOException e) {
      throw SetupFailure.notStarted(e);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (ending == null) {
        launch.close();
        ending = new Ending.Signalled(Kernel.SIGKILL);
      }
    }
    if (watcher != null) {
      watcher.close();
    }
    group.close();
    containers.remove(List.of(setup.folder()));
  }
}
