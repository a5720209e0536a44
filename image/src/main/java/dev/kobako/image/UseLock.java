package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to rely on what a folder holds, which many have at the same time, or to remove things
 * from it, which one has alone; among the threads of this JVM and among processes. The system takes
 * it back when a process ends, however it ends.
 *
 * <p>The lock is on a file that stays, so that nobody can hold one on a file that was removed. A
 * JVM opens it once at a time: closing any descriptor of it would lose the process's locks.
 */
final class UseLock implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(5);

  /** Who has the lock in this JVM, by its file; guarded by itself. */
  private static final Map<Path, Holders> JVM = new HashMap<>();

  /** One file's holders in this JVM. */
  private static final class Holders {
    int count;
    boolean alone;
    @Nullable FileChannel channel;
  }

  private final Path key;
  private boolean closed;

  private UseLock(Path key) {
    this.key = key;
  }

  /**
   * Waits for the right to rely on what is there. Where the folder belongs to somebody else and the
   * file can't be made, it is given without a lock.
   *
   * @param file in a folder that exists
   */
  static UseLock shared(Path file, Duration patience) {
    return within(file, patience, false)
        .orElseThrow(() -> busy(file, patience, LockHolders.of(file)));
  }

  /** The right to remove things, unless somebody has relied on them all the time. */
  static Optional<UseLock> tryAlone(Path file, Duration patience) {
    return within(file, patience, true);
  }

  private static Optional<UseLock> within(Path file, Duration patience, boolean alone) {
    long end = System.nanoTime() + patience.toNanos();
    try {
      Path key = StagedFile.folderOf(file).toRealPath().resolve(file.getFileName());
      while (!taken(key, alone)) {
        if (System.nanoTime() - end >= 0) {
          return Optional.empty();
        }
        Thread.sleep(PAUSE);
      }
      return Optional.of(new UseLock(key));
    } catch (IOException e) {
      throw DiskFailure.writing(file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KobakoException.outside(
          Diagnostic.of(file.toString(), "stopped while waiting for the lock"), e);
    }
  }

  private static boolean taken(Path key, boolean alone) throws IOException {
    synchronized (JVM) {
      Holders holders = JVM.computeIfAbsent(key, _ -> new Holders());
      if (holders.count == 0) {
        if (!lock(key, alone, holders)) {
          JVM.remove(key);
          return false;
        }
      } else if (alone || holders.alone) {
        return false;
      }
      holders.count++;
      holders.alone = alone;
      return true;
    }
  }

  private static boolean lock(Path key, boolean alone, Holders holders) throws IOException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              key, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    } catch (IOException e) {
      if (alone || Files.isWritable(StagedFile.folderOf(key))) {
        throw e;
      }
      return !Files.isReadable(key) || lockReadable(key, holders);
    }
    return lock(channel, alone, holders);
  }

  private static boolean lockReadable(Path key, Holders holders) throws IOException {
    return lock(FileChannel.open(key, StandardOpenOption.READ), false, holders);
  }

  private static boolean lock(FileChannel channel, boolean alone, Holders holders)
      throws IOException {
    boolean ours = false;
    try {
      ours = channel.tryLock(0, Long.MAX_VALUE, !alone) != null;
    } finally {
      if (!ours) {
        channel.close();
      }
    }
    holders.channel = ours ? channel : null;
    return ours;
  }

  /** What to tell where somebody has relied on what is there all the time. */
  static KobakoException busy(Path file, Duration patience, String who) {
    String waited = "for more than " + patience.toSeconds() + " s";
    return KobakoException.outside(
        Diagnostic.of(
            StagedFile.folderOf(file).toString(),
            who.isEmpty() ? "is in use " + waited : "is in use by " + who + " " + waited,
            who.isEmpty()
                ? "wait until nobody uses it, or find who does with 'lsof " + file + "'"
                : "wait until it is done, or end it"),
        null);
  }

  @Override
  public void close() {
    synchronized (JVM) {
      Holders holders = JVM.get(key);
      if (closed || holders == null) {
        return;
      }
      closed = true;
      if (--holders.count > 0) {
        return;
      }
      JVM.remove(key);
      try (FileChannel _ = holders.channel) {
        // closing gives the lock back
      } catch (IOException _) {
        // the descriptor is gone in any case
      }
    }
  }
}
