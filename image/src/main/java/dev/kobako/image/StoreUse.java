package dev.kobako.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One open store's reliance on what is in it, which can be given up for a while to remove things.
 */
final class StoreUse implements AutoCloseable {
  private final Path file;
  private final Duration patience;
  private UseLock lock;

  StoreUse(Path file, Duration patience) {
    this.file = file;
    this.patience = patience;
    this.lock = UseLock.shared(file, patience);
  }

  /** How long others are waited for. */
  Duration patience() {
    return patience;
  }

  /** The processes that rely on it, in words; empty where the system does not tell. */
  String others() {
    return LockHolders.of(file);
  }

  /** Works while nobody else relies on it; empty, if somebody has all the time. */
  synchronized <R> Optional<R> alone(Duration atMost, Supplier<R> work) {
    lock.close();
    try (UseLock alone = UseLock.tryAlone(file, atMost).orElse(null)) {
      return alone == null ? Optional.empty() : Optional.of(work.get());
    } finally {
      lock = UseLock.shared(file, patience);
    }
  }

  /** Works while nobody else relies on it, or names who does. */
  <R> R alone(Supplier<R> work) {
    return alone(patience, work).orElseThrow(() -> UseLock.busy(file, patience));
  }

  @Override
  public synchronized void close() {
    lock.close();
  }
}
