package dev.kobako.sandbox;

import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Containers that have names, each with a folder for what is known of it: its log, how it ended,
 * and what it changed. One in the background outlives kobako; processes of kobako share what is
 * there. Safe for use by several threads and processes.
 */
public final class RunningContainers {
  private final Path runtime;
  private final Path folder;
  private final RootShell shell;

  private RunningContainers(RootShell shell, Path runtime, Path folder) {
    this.runtime = runtime;
    this.folder = folder;
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

  /** As {@link Containers#limits()}. */
  public Optional<String> limits() {
    return shell.owners().limits();
  }

  /** All that are known, the newest first; looks at each. */
  public List<KnownContainer> all() {
    throw new UnsupportedOperationException(folder.toString());
  }

  /**
   * The container that a name, an id or the only one that an id's start stands for.
   *
   * @throws KobakoException usage, where there is none, or more than one
   */
  public KnownContainer find(String nameOrId) {
    throw new UnsupportedOperationException(nameOrId);
  }

  /**
   * Runs a container in the foreground: it ends when kobako does.
   *
   * @throws KobakoException usage, where there is a container of that name; outside, where it can't
   *     be set up
   */
  public AttachedProcess attach(NamedContainer named, Attachment attachment) {
    throw new UnsupportedOperationException(runtime.toString());
  }

  /**
   * Starts a container in the background, without input, and returns once its first process runs.
   *
   * @throws KobakoException as for {@link #attach}; also outside where its program can't be started
   */
  public KnownContainer detach(NamedContainer named) {
    throw new UnsupportedOperationException(runtime.toString());
  }

  /**
   * Starts a further process in a container that runs.
   *
   * @throws KobakoException a finding, where it doesn't run
   */
  public AttachedProcess exec(
      KnownContainer container, ContainerProcess process, Attachment attachment) {
    throw new UnsupportedOperationException(runtime.toString());
  }

  /**
   * Asks a container's first process to end and waits; kills all when it hasn't in time. Nothing
   * happens where it has ended already.
   *
   * @param signal what it is asked with: TERM unless the image says otherwise
   */
  public void stop(KnownContainer container, int signal, Duration patience) {
    throw new UnsupportedOperationException(runtime.toString());
  }

  /**
   * Waits for the end of a container.
   *
   * @return its exit code, as a shell has it
   * @throws KobakoException outside, where nobody saw how it ended
   */
  public int await(KnownContainer container) {
    throw new UnsupportedOperationException(runtime.toString());
  }

  /**
   * Removes what is known of a container and what it has changed.
   *
   * @param force whether it may be killed
   * @throws KobakoException a finding, where it runs and may not be killed
   */
  public void remove(KnownContainer container, boolean force) {
    throw new UnsupportedOperationException(runtime.toString());
  }
}
