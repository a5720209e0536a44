package dev.kobako.sandbox;

import java.util.function.Consumer;

/**
 * What is observed of the processes of a container while it runs, by seccomp user notification.
 * Nothing is put into the image. The consumers are called by threads of the container's own, one
 * call after the other, and should be quick: the process waits. When one throws, the container goes
 * on unobserved, and {@link StartedContainer#await} throws the same. A closed set: handle it with
 * an exhaustive switch.
 */
public sealed interface Watch {
  /** Nothing: it runs at full speed. */
  record Nothing() implements Watch {}

  /**
   * What it asks of files. The same call of the same program is told once, and once more when
   * something is there where nothing was; of very many paths some are told again.
   */
  record Files(Consumer<FileCall> consumer) implements Watch {}

  /**
   * The names of the system calls it makes, each at least once, those included that every container
   * makes at its start.
   */
  record SystemCalls(Consumer<String> consumer) implements Watch {}
}
