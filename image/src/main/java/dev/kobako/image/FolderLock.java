package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a folder, among the threads of this JVM and among processes. The system takes
 * it back when the process ends, however it ends.
 */
final class FolderLock implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** The system's lock is one of the whole process, so that threads need their own. */
  private static final Map<Path, Semaphore> THREADS = new ConcurrentHashMap<>();

  private final Semaphore thread;
  private final FileChannel channel;

  private FolderLock(Semaphore thread, FileChannel channel) {
    this.thread = thread;
    this.channel = channel;
  }

  static FolderLock on(Path file) {
    return on(file, PATIENCE);
  }

  /** Waits for the lock on a file that exists. */
  static FolderLock on(Path file, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    FolderLock lock = null;
    Semaphore thread = null;
    try {
      Semaphore semaphore =
          THREADS.computeIfAbsent(file.toRealPath(), _ -> new Semaphore(1, true));
      if (!semaphore.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy(file, patience);
      }
      thread = semaphore;
      lock = new FolderLock(semaphore, locked(file, patience, end));
      return lock;
    } catch (IOException e) {
      throw DiskFailure.writing(file, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KobakoException.outside(
          Diagnostic.of(file.toString(), "stopped while waiting for the lock"), e);
    } finally {
      if (lock == null && thread != null) {
        thread.release();
      }
    }
  }

  private static FileChannel locked(Path file, Duration patience, long end)
      throws IOException, InterruptedException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
      while (lock == null) {
        if (System.nanoTime() - end > 0) {
          throw busy(file, patience);
        }
        Thread.sleep(PAUSE);
        lock = channel.tryLock();
      }
      return channel;
    } finally {
      closeUnless(lock, channel);
    }
  }

  private static void closeUnless(@Nullable FileLock lock, FileChannel channel)
      throws IOException {
    if (lock == null) {
      channel.close();
    }
  }

  private static KobakoException busy(Path file, Duration patience) {
    return KobakoException.outside(
        Diagnostic.of(
            file.toString(),
            "another process has held the lock on this file for " + patience.toSeconds() + " s",
            "wait until it is done, or find it with 'lsof " + file + "' and end it"),
        null);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // closing gives the lock back in any case
    } finally {
      thread.release();
    }
  }
}
