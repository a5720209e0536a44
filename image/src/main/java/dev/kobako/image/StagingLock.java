package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What tells others that files which are staged in a folder belong to a process that lives: a lock
 * on a file beside them, held as long as there are such files. Whoever can take it knows that its
 * owner is no more, in which container ever that ran.
 *
 * <p>An owner's name is the number of its process and something that no process had before.
 */
final class StagingLock {
  private static final String PREFIX = "staging-";
  private static final String SUFFIX = ".lock";

  /** As names of staged files have it. */
  static final String OWNER = "[0-9]{1,18}-[0-9a-f]{1,16}";

  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(PREFIX) + "(" + OWNER + ")" + Pattern.quote(SUFFIX));

  /** Follows the process's number where the folder's disk has no locks. */
  private static final String UNLOCKED = "-0";

  private static final String US =
      ProcessHandle.current().pid()
          + "-"
          + Long.toHexString(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));

  /** By folder, as the file system knows it; guarded by itself, as are the files. */
  private static final Map<Path, StagingLock> HELD = new HashMap<>();

  private static final Map<Path, StagingLock> FILES = new HashMap<>();

  private final Path folder;
  private final FolderLock lock;
  private int files;

  private StagingLock(Path folder, FolderLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * The path for a new file of this process, which is under its lock until it is {@linkplain
   * #release released} or the process ends. Where the lock can't be had, the file's name says so.
   *
   * @param folder that exists
   * @param prefix of the file's name, before its owner's
   */
  static Path claim(Path folder, String prefix) throws IOException {
    String tail = "-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path real = folder.toRealPath();
    synchronized (HELD) {
      StagingLock held = HELD.get(real);
      try {
        if (held == null) {
          held = new StagingLock(real, FolderLock.on(file(real, US)).removedAtExit());
          HELD.put(real, held);
        }
      } catch (KobakoException _) {
        return folder.resolve(prefix + ProcessHandle.current().pid() + UNLOCKED + tail);
      }
      Path file = folder.resolve(prefix + US + tail);
      held.files++;
      FILES.put(file.toAbsolutePath(), held);
      return file;
    }
  }

  /** The file is no more, or has its final name. */
  static void release(Path file) {
    synchronized (HELD) {
      StagingLock held = FILES.remove(file.toAbsolutePath());
      if (held != null && --held.files == 0) {
        HELD.remove(held.folder);
        held.lock.close();
      }
    }
  }

  private static Path file(Path folder, String owner) {
    return folder.resolve(PREFIX + owner + SUFFIX);
  }

  /** The owner whose lock a file is, if it is one. */
  static Optional<String> ownerOf(String fileName) {
    Matcher matcher = NAME.matcher(fileName);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  static boolean isUs(String owner) {
    return owner.equals(US);
  }

  /** Whether an owner had no lock, so that nothing tells whether it lives. */
  static boolean isUnlocked(String owner) {
    return owner.endsWith(UNLOCKED);
  }

  /** The lock of an owner that is no more; closing it removes its file. */
  static Optional<FolderLock> ofDead(Path folder, String owner) {
    return isUs(owner) || isUnlocked(owner)
        ? Optional.empty()
        : FolderLock.tryOn(file(folder, owner));
  }
}
