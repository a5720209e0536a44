package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.DiskFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Containers that have names, each with a folder for what is known of it: its log, how it ended,
 * and what it changed. One in the background outlives kobako; processes of kobako share what is
 * there. Safe for use by several threads and processes.
 */
public final class RunningContainers {
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** What shells add to the number of a signal. */
  private static final int SIGNALLED = 128;

  /** The descriptor of the bundle where the streams are kobako's own. */
  private static final int OWN_FEED = 5;

  private final Path runtime;
  private final ContainerNames names;
  private final RootShell shell;

  private RunningContainers(RootShell shell, Path runtime, Path folder) {
    this.runtime = runtime;
    this.names = new ContainerNames(folder);
    this.shell = shell;
  }

  /**
   * The containers of a folder, which is made when it is needed.
   *
   * @param runtime the program runc
   * @throws KobakoException outside, where this is no Linux or something is missing
   */
  public static RunningContainers available(Path runtime, Path folder) {
    return new RunningContainers(
        RootShell.ofCaller(), runtime.toAbsolutePath(), folder.toAbsolutePath());
  }

  /** As {@link Containers#unlimited}. */
  public static Optional<String> unlimited(ContainerLimits limits) {
    return Containers.unlimited(limits);
  }

  /** All that are known, the newest first; looks at each. */
  public List<KnownContainer> all() {
    return names.all();
  }

  /**
   * The container that a name, an id or the only one that an id's start stands for.
   *
   * @throws KobakoException usage, where there is none, or more than one
   */
  public KnownContainer find(String nameOrId) {
    return names.find(nameOrId);
  }

  /**
   * Runs a container in the foreground: it ends when kobako does.
   *
   * @throws KobakoException usage, where there is a container of that name; outside, where it can't
   *     be set up, or the caller's single id is root's only
   */
  public AttachedProcess attach(NamedContainer named, Attachment attachment) {
    shell.owners().require(named.container().user());
    ContainerRecord record = names.claim(named);
    ContainerSetup.Manner manner =
        new ContainerSetup.Manner(
            attachment.input() ? "input" : "none",
            OWN_FEED,
            attachment.terminal(),
            named.readOnly(),
            false);
    Launch launch = launch(named, record, manner, new ChildStreams.Own());
    return new LaunchedProcess(launch, ending -> ended(named, record, ending));
  }

  /**
   * Starts a container in the background, without input, and returns once its first process runs.
   *
   * @throws KobakoException as for {@link #attach}; also outside where its program can't be started
   */
  public KnownContainer detach(NamedContainer named) {
    shell.owners().require(named.container().user());
    ContainerRecord record = names.claim(named);
    KnownContainer known = record.read().orElseThrow();
    ContainerSetup.Manner manner =
        new ContainerSetup.Manner("log", 0, false, named.readOnly(), named.removed());
    Launch launch = launch(named, record, manner, ChildStreams.KEPT);
    boolean ended = false;
    while (!ended && !record.isStarted()) {
      ended = launch.await(PAUSE);
    }
    if (ended && isFailed(record)) {
      KobakoException failure = failure(record, launch);
      shell.remove(List.of(record.folder()));
      throw failure;
    }
    launch.leave();
    return record.read().orElse(known);
  }

  /**
   * A regular file of a container as it is now, at most 10 MB of it; links are not followed.
   *
   * @param path without a slash before it
   */
  public Optional<byte[]> file(KnownContainer container, String path) {
    return ContainerFiles.of(container, names.folder().resolve(container.id())).bytes(path);
  }

  /** The folders of layers that containers of a folder have in use at the moment. */
  public static Set<Path> layersInUse(Path folder) {
    Set<Path> inUse = new HashSet<>();
    for (KnownContainer each : new ContainerNames(folder.toAbsolutePath()).all()) {
      if (each.state() instanceof KnownContainer.State.Running) {
        inUse.addAll(each.layers());
      }
    }
    return inUse;
  }

  /**
   * Starts a further process in a container that runs.
   *
   * @throws KobakoException a finding, where it doesn't run
   */
  public AttachedProcess exec(
      KnownContainer container, ContainerProcess process, Attachment attachment) {
    ContainerRecord record = record(container);
    ProcessMark mark =
        record
            .process()
            .orElseThrow(() ->
                KobakoException.finding(
                    Diagnostic.of(
                        container.name(), "this container does not run", "start a new one")));
    RuntimeProcess json = new RuntimeProcess(process, attachment.terminal());
    List<String> parameters =
        List.of(
            attachment.input() ? "input" : "none",
            record.folder().toString(),
            runtime.toString(),
            ContainerSetup.NAME);
    try {
      Launch launch =
          shell.startInside(
              mark.pid(),
              ContainerScript.EXEC,
              parameters,
              stream -> stream.write(json.bytes()),
              new ChildStreams.Own());
      return new LaunchedProcess(launch, _ -> {});
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    }
  }

  /**
   * Asks a container's first process to end and waits; kills all when it hasn't in time. Nothing
   * happens where it has ended already.
   *
   * @param signal what it is asked with: TERM unless the image says otherwise
   */
  public void stop(KnownContainer container, int signal, Duration patience) {
    end(record(container)).ask(signal, patience);
  }

  /**
   * Waits for the end of a container.
   *
   * @return its exit code, as a shell has it
   * @throws KobakoException outside, where nobody saw how it ended
   */
  public int await(KnownContainer container) {
    ContainerRecord record = record(container);
    end(record).await();
    return switch (record.state()) {
      case KnownContainer.State.Ended(int code, _) -> code;
      case KnownContainer.State.Running _, KnownContainer.State.Gone _ ->
          throw KobakoException.outside(
              Diagnostic.of(container.name(), "nobody saw how this container ended"), null);
    };
  }

  /**
   * Removes what is known of a container and what it has changed.
   *
   * @param force whether it may be killed
   * @throws KobakoException a finding, where it runs and may not be killed
   */
  public void remove(KnownContainer container, boolean force) {
    ContainerRecord record = record(container);
    if (record.process().isPresent()) {
      if (!force) {
        throw KobakoException.finding(
            Diagnostic.of(
                container.name(),
                "this container runs",
                "stop it first with 'kobako stop " + container.name() + "', or use --force"));
      }
      end(record).kill();
    }
    shell.remove(List.of(record.folder()));
  }

  private Launch launch(
      NamedContainer named,
      ContainerRecord record,
      ContainerSetup.Manner manner,
      ChildStreams streams) {
    boolean done = false;
    ControlGroup group = ControlGroup.of(named.container().limits());
    try {
      ContainerSetup setup =
          new ContainerSetup(named.container(), record.folder(), runtime, manner, shell.owners());
      Launch launch =
          shell.start(
              setup.script(),
              setup.bundle(),
              streams,
              pid -> {
                group.enter(pid);
                born(record, pid);
              });
      done = true;
      return launch;
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    } finally {
      if (!done) {
        shell.remove(List.of(record.folder()));
      }
    }
  }

  private static void born(ContainerRecord record, int pid) {
    try {
      record.writeProcess(pid);
    } catch (IOException e) {
      throw DiskFailure.writing(record.folder(), e);
    }
  }

  private void ended(NamedContainer named, ContainerRecord record, Ending ending) {
    ControlGroup.sweep(named.container().limits());
    if (named.removed()) {
      shell.remove(List.of(record.folder()));
      return;
    }
    try {
      record.writeEnd(
          switch (ending) {
            case Ending.Exited(int code) -> code;
            case Ending.Signalled(int number) -> SIGNALLED + number;
            case Ending.TimedOut() -> SIGNALLED + Kernel.SIGKILL;
          });
    } catch (IOException e) {
      throw DiskFailure.writing(record.folder(), e);
    }
  }

  /** One that removes itself has been started if it is gone. */
  private static boolean isFailed(ContainerRecord record) {
    return !record.isStarted() && Files.exists(record.folder());
  }

  private static KobakoException failure(ContainerRecord record, Launch launch) {
    Kernel.Waited waited = launch.reap();
    if (waited.status() != 0) {
      return SetupFailure.of("a container can't be set up", launch);
    }
    return KobakoException.outside(
        Diagnostic.of("container", "can't be started: " + RuntimeLog.error(record.folder())), null);
  }

  private ContainerEnd end(ContainerRecord record) {
    return new ContainerEnd(shell, runtime, record);
  }

  private ContainerRecord record(KnownContainer container) {
    return new ContainerRecord(names.folder().resolve(container.id()));
  }
}
