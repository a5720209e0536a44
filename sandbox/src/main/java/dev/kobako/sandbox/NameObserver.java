package dev.kobako.sandbox;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells the name of each system call that seccomp reports, once, and with the first those that it
 * can't report. Belongs to one thread.
 */
final class NameObserver implements CallListener.Observer {
  private final Consumer<String> consumer;
  private final Set<Long> seen = new HashSet<>();

  NameObserver(Consumer<String> consumer) {
    this.consumer = consumer;
  }

  @Override
  public void observe(Notification call) {
    if (seen.isEmpty()) {
      SystemCalls.UNWATCHABLE.forEach(consumer);
    }
    if (seen.add((long) call.architecture() << 32 | Integer.toUnsignedLong(call.number()))) {
      CallNumbers.Way.of(call.architecture(), call.number())
          .flatMap(way -> CallNumbers.name(way, call.number()))
          .ifPresent(consumer);
    }
  }
}
