package dev.kobako.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One open store's (or cache's) reliance on what is in its folder, which can be given up for a
 * while to remove things.
 */
public final class StoreUse implements AutoCloseable {
  private final Path file;
  private final Duration patience;
  private UseLock lock;
  private String others = "";

  /**
   * Waits until nobody removes things.
   *
   * @param file the lock, in the folder that is relied on, which exists
   * @param patience how long others are waited for
   */
  public StoreUse(Path file, Duration patience) {
    this.file = file;
    this.patience = patience;
    this.lock = UseLock.shared(file, patience);
  }

  /** How long others are waited for. */
  Duration patience() {
    return patience;
  }

  /** The processes that were last in the way, in words; empty where the system does not tell. */
  synchronized String others() {
    return others;
  }

  /** Works while nobody else relies on it; empty, if somebody has all the time. */
  public synchronized <R> Optional<R> alone(Duration atMost, Supplier<R> work) {
    lock.close();
    try (UseLock alone = UseLock.tryAlone(file, atMost).orElse(null)) {
      if (alone != null) {
        return Optional.of(work.get());
      }
      others = LockHolders.of(file);
      return Optional.empty();
    } finally {
      lock = UseLock.shared(file, patience);
    }
  }

  /** Works while nobody else relies on it, or names who does. */
  public <R> R alone(Supplier<R> work) {
    return alone(patience, work).orElseThrow(() -> UseLock.busy(file, patience, others()));
  }

  @Override
  public synchronized void close() {
    lock.close();
  }
}
