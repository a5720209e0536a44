package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The right to change a folder, among the threads of this JVM and among processes. The system takes
 * it back when the process ends, however it ends.
 *
 * <p>The lock is on a file of its own, which nobody else may open: a process loses its POSIX locks
 * on a file when it closes any of its descriptors of that file. The file is removed by whoever
 * holds the lock, so that layouts stay clean. Therefore a lock can turn out to be on a file that
 * was removed meanwhile: its holder gives its file a random size and looks whether the file of that
 * name has it, which needs no second descriptor.
 */
public final class FolderLock implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(5);

  /** The file has a hole and takes no space, whatever its size. */
  private static final long MAX_MARK = 1L << 30;

  /**
   * The system's lock is one of the whole process, so that threads need their own. Entries stay: a
   * run locks few files.
   */
  private static final Map<Path, Semaphore> THREADS = new ConcurrentHashMap<>();

  /** Files that shall be gone when the JVM ends before their locks are given back. */
  private static final Set<Path> LEFT = new LinkedHashSet<>();

  private static boolean tidiesUp;

  private final Semaphore thread;
  private final Path file;
  private final FileChannel channel;

  private FolderLock(Semaphore thread, Path file, FileChannel channel) {
    this.thread = thread;
    this.file = file;
    this.channel = channel;
  }

  public static FolderLock on(Path file) {
    return on(file, PATIENCE);
  }

  /** Waits for the lock on a file that is made for it, in a folder that exists. */
  public static FolderLock on(Path file, Duration patience) {
    return within(file, patience).orElseThrow(() -> busy(file, patience));
  }

  /** The lock, unless somebody else has it now. */
  public static Optional<FolderLock> tryOn(Path file) {
    return within(file, Duration.ZERO);
  }

  /**
   * Removes the files in a folder of nothing but locks that nobody has: who is killed leaves them.
   */
  public static void sweep(Path folder) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        tryOn(each).ifPresent(FolderLock::close);
      }
    } catch (IOException | DirectoryIteratorException _) {
      // There are none yet, or others take them away meanwhile.
    }
  }

  private static Optional<FolderLock> within(Path file, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    FolderLock lock = null;
    Semaphore thread = null;
    try {
      Semaphore semaphore =
          THREADS.computeIfAbsent(
              StagedFile.folderOf(file).toRealPath().resolve(file.getFileName()),
              _ -> new Semaphore(1, true));
      if (!semaphore.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      thread = semaphore;
      Optional<FileChannel> channel = locked(file, end);
      if (channel.isPresent()) {
        lock = new FolderLock(semaphore, file, channel.get());
      }
      return Optional.ofNullable(lock);
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

  private static Optional<FileChannel> locked(Path file, long end)
      throws IOException, InterruptedException {
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
      boolean ours = false;
      try {
        ours = channel.tryLock() != null && isStillThere(file, channel);
        if (ours) {
          return Optional.of(channel);
        }
      } finally {
        if (!ours) {
          channel.close();
        }
      }
      if (System.nanoTime() - end >= 0) {
        return Optional.empty();
      }
      Thread.sleep(PAUSE);
    }
  }

  private static boolean isStillThere(Path file, FileChannel channel) throws IOException {
    long size = ThreadLocalRandom.current().nextLong(1, MAX_MARK);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
    try {
      return Files.size(file) == size;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  /**
   * The same lock, whose file is removed also where the JVM is told to end while it is held. For a
   * moment the work under it then goes on while somebody else can have the lock, which that work
   * must stand.
   */
  public FolderLock removedAtExit() {
    synchronized (LEFT) {
      if (!tidiesUp) {
        tidiesUp = true;
        atExit(FolderLock::removeLeft);
      }
      LEFT.add(file);
    }
    return this;
  }

  private static void atExit(Runnable work) {
    try {
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(work));
    } catch (IllegalStateException _) {
      // The JVM is ending already.
    }
  }

  private static void removeLeft() {
    synchronized (LEFT) {
      for (Path each : LEFT) {
        new StagedFile(each).delete();
      }
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
    synchronized (LEFT) {
      LEFT.remove(file);
    }
    try (channel) {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // closing gives the lock back in any case
    } finally {
      thread.release();
    }
  }
}
