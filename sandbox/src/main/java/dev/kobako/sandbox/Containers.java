package dev.kobako.sandbox;

import dev.kobako.diagnostic.KobakoException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Runs containers by an OCI runtime (runc) in namespaces of their own. Needs no privileges; leaves
 * no mounts and no processes, also if kobako is killed. Safe for use by several threads.
 */
public final class Containers {
  private final Path runtime;
  private final Path workFolder;

  private Containers(Path runtime, Path workFolder) {
    this.runtime = runtime;
    this.workFolder = workFolder;
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
    return new Containers(runtime, workFolder);
  }

  /**
   * Runs a container and waits until all its processes are gone. A failing command is a result.
   *
   * @param output gets what the process writes, as it comes
   * @throws KobakoException outside, where it can't be set up; or if the thread is interrupted,
   *     after killing it
   */
  public ContainerResult run(Container container, OutputStream output, OutputStream errors) {
    throw new UnsupportedOperationException(runtime + " " + workFolder);
  }
}
