package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.FolderLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Containers that have names, each with a folder for what is known of it: its log, how it ended,
 * and what it changed. One in the background outlives kobako; processes of kobako share what is
 * there. Safe for use by several threads and processes.
 */
public final class RunningContainers {
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
    return first(named).attach(attachment);
  }

  /**
   * Starts a container in the background, without input, and returns once its first process runs.
   *
   * @throws KobakoException as for {@link #attach}; also outside where its program can't be started
   */
  public KnownContainer detach(NamedContainer named) {
    ContainerStart start = first(named);
    KnownContainer known = start.record().read().orElseThrow();
    start.detach();
    return start.record().read().orElse(known);
  }

  /**
   * Makes a container that is to be started later.
   *
   * @throws KobakoException as for {@link #attach}
   */
  public KnownContainer create(NamedContainer named) {
    return first(named).record().read().orElseThrow();
  }

  private ContainerStart first(NamedContainer named) {
    shell.owners().require(named.container().user());
    return new ContainerStart(shell, runtime, named, names.claim(named), true);
  }

  /**
   * Starts a container that does not run in the background, over what it has changed before;
   * nothing happens where it runs.
   *
   * @throws KobakoException outside, where it can't be set up, or its program can't be started
   */
  public void start(KnownContainer container) {
    try (FolderLock _ = names.lock()) {
      if (record(container).process().isEmpty()) {
        again(container).detach();
      }
    }
  }

  /**
   * The same in the foreground.
   *
   * @throws KobakoException a finding, where it runs
   */
  public AttachedProcess start(KnownContainer container, Attachment attachment) {
    try (FolderLock _ = names.lock()) {
      if (record(container).process().isPresent()) {
        throw KobakoException.finding(
            Diagnostic.of(
                container.name(),
                "this container runs already",
                "see what it writes with 'kobako logs -f " + container.name() + "'"));
      }
      return again(container).attach(attachment);
    }
  }

  private ContainerStart again(KnownContainer container) {
    NamedContainer named = container.named();
    return new ContainerStart(shell, runtime, named, record(container), false).prepared();
  }

  /**
   * A regular file of a container as it is now, at most 10 MB of it; links are not followed.
   *
   * @param path without a slash before it
   */
  public Optional<byte[]> file(KnownContainer container, String path) {
    return ContainerFiles.of(container, names.folder().resolve(container.id())).bytes(path);
  }

  /** The folders of layers that containers of a folder lie over; one that ended may be started. */
  public static Set<Path> layersInUse(Path folder) {
    Set<Path> inUse = new HashSet<>();
    for (KnownContainer each : new ContainerNames(folder.toAbsolutePath()).all()) {
      each.named().container().layers().forEach(layer -> inUse.add(layer.folder()));
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
    String streams = attachment.input() ? "input" : "none";
    return exec(container, new RuntimeProcess(process, attachment.terminal()), streams);
  }

  /**
   * The same in the background, with nothing to read and nobody who reads what it writes: what is
   * returned ends once it has been started.
   */
  public AttachedProcess execDetached(KnownContainer container, ContainerProcess process) {
    return exec(container, new RuntimeProcess(process, false), "detached");
  }

  private AttachedProcess exec(KnownContainer container, RuntimeProcess json, String streams) {
    ContainerRecord record = record(container);
    List<String> parameters =
        List.of(streams, record.folder().toString(), runtime.toString(), ContainerSetup.NAME);
    try {
      Launch launch =
          shell.startInside(
              running(container).pid(),
              ContainerScript.EXEC,
              parameters,
              stream -> stream.write(json.bytes()),
              new ChildStreams.Own());
      return new LaunchedProcess(launch, _ -> {});
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    }
  }

  private ProcessMark running(KnownContainer container) {
    return record(container)
        .process()
        .orElseThrow(() ->
            KobakoException.finding(
                Diagnostic.of(
                    container.name(),
                    "this container does not run",
                    "start it with 'kobako start " + container.name() + "'")));
  }

  /**
   * Sends a container's first process a signal.
   *
   * @param signal as in signal(7)
   * @throws KobakoException a finding, where it doesn't run
   */
  public void signal(KnownContainer container, int signal) {
    ProcessMark _ = running(container);
    end(record(container)).tell(signal);
  }

  /** The number by which this machine knows a container's first process; empty if none runs. */
  public OptionalLong firstProcess(KnownContainer container) {
    return record(container)
        .process()
        .map(mark -> FirstProcess.below(mark.pid()))
        .orElseGet(OptionalLong::empty);
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
      case KnownContainer.State.Created _ ->
          throw KobakoException.finding(
              Diagnostic.of(
                  container.name(),
                  "this container was never started",
                  "start it with 'kobako start " + container.name() + "'"));
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

  private ContainerEnd end(ContainerRecord record) {
    return new ContainerEnd(shell, runtime, record);
  }

  private ContainerRecord record(KnownContainer container) {
    return new ContainerRecord(names.folder().resolve(container.id()));
  }
}
