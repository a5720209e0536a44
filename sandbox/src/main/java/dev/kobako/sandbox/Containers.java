package dev.kobako.sandbox;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Runs containers by an OCI runtime (runc) in namespaces of their own. Needs no privileges; leaves
 * no mounts and no processes, also if kobako is killed. Safe for use by several threads.
 */
public final class Containers {
  /** The descriptor of the bundle where the streams are others than kobako's pipes. */
  private static final int OWN_FEED = 5;

  /** What gives a caller who has a single id more of them, for remedies. */
  public static final String MORE_IDS =
      "for more ids, run as root 'usermod --add-subuids 100000-165535 --add-subgids 100000-165535"
          + " NAME' with your name, and install the package uidmap";

  private final Path runtime;
  private final Path workFolder;
  private final RootShell shell;
  private @Nullable WorkFolder work;

  private Containers(Path runtime, Path workFolder, RootShell shell) {
    this.runtime = runtime;
    this.workFolder = workFolder;
    this.shell = shell;
  }

  /**
   * The containers of this machine.
   *
   * @param runtime the program runc
   * @param workFolder for changes, on a file system that overlayfs can write to; what killed runs
   *     left in it is cleaned
   * @throws KobakoException outside, where this is no Linux or something is missing
   */
  public static Containers available(Path runtime, Path workFolder) {
    return through(RootShell.ofCaller(), runtime, workFolder);
  }

  static Containers through(RootShell shell, Path runtime, Path workFolder) {
    Path folder = workFolder.toAbsolutePath();
    WorkFolder.sweep(folder, shell);
    return new Containers(runtime.toAbsolutePath(), folder, shell);
  }

  /**
   * Runs a container and waits until all its processes are gone. A failing command is a result.
   *
   * @param output gets what the process writes, as it comes
   * @throws KobakoException outside, where it can't be set up; or if the thread is interrupted,
   *     after killing it
   */
  public ContainerResult run(Container container, OutputStream output, OutputStream errors) {
    ContainerSetup setup =
        new ContainerSetup(
            container, work().next(), runtime, ContainerSetup.Manner.CAPTURED, shell.owners());
    boolean done = false;
    try {
      ContainerChanges changes = run(setup, output, errors);
      done = true;
      return changes;
    } finally {
      if (!done) {
        shell.remove(List.of(setup.folder()));
      }
    }
  }

  /**
   * Starts a container that ends with kobako, and does not wait for it. A container that can't be
   * set up says so when its end is awaited.
   *
   * @param readOnly whether its root is
   * @throws KobakoException outside, where a stream can't be opened, or no process can be started
   */
  public StartedContainer start(
      Container container, boolean readOnly, Streams streams, Watch watch) {
    ContainerSetup.Manner manner =
        new ContainerSetup.Manner("input", OWN_FEED, false, readOnly, false, watch);
    return start(
        new ContainerSetup(container, work().next(), runtime, manner, shell.owners()), streams);
  }

  /**
   * Does to no effect what the first start of a watched container would wait for; for a thread that
   * has nothing better to do. What fails is told where it is needed.
   */
  public void rehearse() {
    Path folder = work().next("rehearsal");
    try {
      Rehearsal.in(folder, shell);
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    } finally {
      shell.remove(List.of(folder));
    }
  }

  /** A new place for layers that are needed for some containers only; the caller closes it. */
  public PassingLayers passingLayers() {
    return new PassingLayers(work().next(), shell);
  }

  /**
   * A new folder for what goes along with some containers; the caller removes it, or else a later
   * process that cleans up behind a killed one.
   *
   * @param purpose stands in its name
   */
  public Path passingFolder(String purpose) {
    return work().next(purpose);
  }

  /** Starts a container over what another has changed, which then is no longer there. */
  StartedContainer again(ContainerSetup ended, Streams streams) throws IOException {
    ContainerSetup setup = ended.in(work().next(), runtime, shell.owners());
    setup.takeChanges(ended);
    return start(setup, streams);
  }

  private StartedContainer start(ContainerSetup setup, Streams streams) {
    Watcher watcher = null;
    ControlGroup group = ControlGroup.of(setup.container().limits());
    boolean done = false;
    try {
      setup.limitedBy(group);
      watcher = setup.watch().observes() ? Watcher.in(setup.folder(), setup.watch()) : null;
      Launch launch =
          shell.start(
              setup.script(), setup.bundle(), OpenStreams.of(streams, shell.kernel()), _ -> {});
      done = true;
      return new LaunchedContainer(this, setup, launch, group, watcher);
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    } finally {
      if (!done) {
        if (watcher != null) {
          watcher.close();
        }
        group.close();
        shell.remove(List.of(setup.folder()));
      }
    }
  }

  /** Starts a further process in a container whose first process has been started. */
  AttachedProcess exec(ContainerSetup setup, int pid, ContainerProcess process, Streams streams) {
    RuntimeProcess json = new RuntimeProcess(process, false);
    try {
      Launch launch =
          shell.startInside(
              pid,
              ContainerScript.EXEC,
              List.of("input", setup.folder().toString(), runtime.toString(), ContainerSetup.NAME),
              stream -> stream.write(json.bytes()),
              OpenStreams.of(streams, shell.kernel()));
      return new LaunchedProcess(launch, _ -> {});
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    }
  }

  /** Removes folders of runs. */
  void remove(List<Path> folders) {
    shell.remove(folders);
  }

  /**
   * What containers can't do here for want of ids, in words; empty where nothing is missing. With a
   * single id all files are root's: a chown to another fails, and so does a USER.
   */
  public Optional<String> limits() {
    return shell.owners().limits();
  }

  /**
   * Which of the limits can't be held here, since the caller may not make a control group, in
   * words; empty where all can.
   */
  public static Optional<String> unlimited(ContainerLimits limits) {
    return ControlGroup.lack(limits);
  }

  /**
   * Removes unpacked layers and folders of caches, whoever owns what is in them. What is not there
   * is fine.
   *
   * @throws KobakoException outside, where something can't be removed
   */
  public static void removeAll(List<Path> folders) {
    RootShell.ofCaller().remove(folders);
  }

  /** Runs it; at the end its script waits, so that what has changed can be packed at once. */
  private ContainerChanges run(ContainerSetup setup, OutputStream output, OutputStream errors) {
    ChildStreams streams =
        new ChildStreams.Followed(
            OutputSink.of(OutputPump.Reader.into(output)),
            OutputSink.of(OutputPump.Reader.into(errors)));
    ControlGroup group = ControlGroup.of(setup.container().limits());
    Launch launch = null;
    boolean done = false;
    try {
      setup.limitedBy(group);
      launch = shell.start(setup.script(), setup.bundle(), streams, _ -> {});
      Ending ended = ended(launch);
      launch
          .inputFailure()
          .ifPresent(failure -> {
            throw failure;
          });
      Ending ending = RuntimeLog.ending(launch, ended);
      requirePassedOn(launch.output());
      requirePassedOn(launch.errors());
      done = true;
      return new ContainerChanges(shell, setup, launch, group, ending);
    } catch (IOException | Kernel.SystemCallException e) {
      throw SetupFailure.notStarted(e);
    } finally {
      if (!done) {
        if (launch != null) {
          launch.close();
        }
        group.close();
      }
    }
  }

  /** How the runtime ended; how the script did, where that has told nothing of a runtime. */
  private static Ending ended(Launch launch) throws IOException {
    OptionalInt code = NumberLine.await(launch.after());
    if (code.isEmpty()) {
      return Ending.ofStatus(launch.reap().status());
    }
    launch.awaitStreams();
    return new Ending.Exited(code.getAsInt());
  }

  private static void requirePassedOn(OutputPump pump) {
    pump.failure()
        .ifPresent(failure -> {
          throw KobakoException.outside(
              Diagnostic.of(
                  "container", "what it writes can't be passed on: " + failure.getMessage()),
              failure);
        });
  }

  private synchronized WorkFolder work() {
    WorkFolder there = work;
    if (there == null) {
      there = WorkFolder.in(workFolder);
      work = there;
    }
    return there;
  }
}
