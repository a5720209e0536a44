package dev.kobako.sandbox;

import java.util.function.Consumer;

/**
 * What is observed of the processes of a container while it runs, by seccomp user notification.
 * Nothing is put into the image. The consumers are called by a thread of the container's own, one
 * call after the other, and should be quick: the process waits. A closed set: handle it with an
 * exhaustive switch.
 */
public sealed interface Watch {
  /** Nothing: it runs at full speed. */
  record Nothing() implements Watch {}

  /** What it asks of files. */
  record Files(Consumer<FileCall> consumer) implements Watch {}

  /** The names of the system calls it makes, each at least once. */
  record SystemCalls(Consumer<String> consumer) implements Watch {}
}
