package dev.kobako.sandbox;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What is observed of the processes of a container while it runs, by seccomp user notification.
 * Nothing is put into the image. The consumers are called by threads of the container's own, one
 * call after the other, and should be quick: the process waits. When one throws, the container goes
 * on unobserved, and {@link StartedContainer#await} throws the same. A closed set: handle it with
 * an exhaustive switch.
 */
public sealed interface Watch {
  /** Whether somebody answers for the kernel. */
  default boolean observes() {
    return switch (this) {
      case Nothing() -> false;
      case Files _ -> true;
      case SystemCalls _ -> true;
      case Memory _ -> true;
      case Confined _ -> false;
    };
  }

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

  /**
   * The most memory that each process has held by its end, in bytes: its largest resident set. Of
   * one that is killed nothing is told, nor of those that run on.
   */
  record Memory(LongConsumer consumer) implements Watch {}

  /**
   * Nothing either, but it runs under the {@link SeccompProfile} of these system calls, to see
   * whether they are enough.
   *
   * @param calls their names
   */
  record Confined(SortedSet<String> calls) implements Watch {
    public Confined {
      calls = Collections.unmodifiableSortedSet(new TreeSet<>(calls));
    }
  }
}
