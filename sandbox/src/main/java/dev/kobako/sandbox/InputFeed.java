package dev.kobako.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes what a command reads, in a thread of its own. */
final class InputFeed {
  private final OutputStream stream;
  private final ChildInput input;
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  InputFeed(OutputStream stream, ChildInput input) {
    this.stream = stream;
    this.input = input;
  }

  /**
   * Begins.
   *
   * @param failed what to do if the command can't be given its whole input, before it meets the
   *     early end
   */
  void start(Runnable failed) {
    Thread.ofPlatform().daemon().name("sandbox-input").start(() -> feed(failed));
  }

  private void feed(Runnable failed) {
    try (stream) {
      writeAll(failed);
    } catch (IOException _) {
      // The command need not read what it is given.
    }
  }

  private void writeAll(Runnable failed) throws IOException {
    try {
      input.writeTo(stream);
    } catch (RuntimeException e) {
      failure.set(e);
      failed.run();
    }
  }

  /** Why the command could not be given its whole input, if it could not. */
  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure.get());
  }
}
