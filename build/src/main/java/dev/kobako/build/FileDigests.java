package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.StagedFile;
import dev.kobako.tree.HostStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The digests that the files of a folder had when they were read last, remembered from build to
 * build, so that only what has changed is read. What is remembered holds as long as number, size
 * and both times of a file are the same; the later one can't be set by any program.
 *
 * <p>As git has it, a file that changed right before it was read is not remembered: it could change
 * once more within the same tick of the clock.
 *
 * <p>A memory can be lost at any time, and a broken one is none. Of two builds at once the later
 * one to end is remembered. Safe for use by many threads.
 */
final class FileDigests {
  /** How old a change must be: some file systems count time in steps of two seconds. */
  private static final long RACY = Duration.ofMillis(2100).toNanos();

  /** What was not used for so long is forgotten. */
  private static final int KEPT_DAYS = 30;

  /** Use is noted in steps, for noting it writes the whole file. */
  private static final int NOTED_DAYS = 7;

  private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
  private static final long MOST_READ = 16L << 20;
  private static final long MAX_FILE = 80L * (DigestTable.MAX_RECORDS + 1);

  private final Path file;
  private final int today;
  private final DigestTable table;
  private final boolean[] used;
  private final List<long[]> added = new ArrayList<>();
  private volatile boolean worthNoting;
  private int saved;

  private FileDigests(Path file, int today, DigestTable table) {
    this.file = file;
    this.today = today;
    this.table = table;
    this.used = new boolean[table.size()];
  }

  /**
   * Reads what is remembered of a folder.
   *
   * @param memories the folder of all memories; made when there is something to remember
   * @param folder whose files it is about; its real path
   */
  static FileDigests of(Path memories, Path folder) {
    Path file =
        memories.resolve(Digest.sha256(folder.toString().getBytes(StandardCharsets.UTF_8)).hex());
    int today = (int) (System.currentTimeMillis() / 1000 / DAY_SECONDS);
    return new FileDigests(file, today, read(file));
  }

  private static DigestTable read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > MAX_FILE) {
        return DigestTable.EMPTY;
      }
      // Mapping the first file of a JVM costs more than reading 10 MB: it is done by reflection.
      ByteBuffer bytes =
          size > MOST_READ
              ? channel.map(FileChannel.MapMode.READ_ONLY, 0, size)
              : ByteBuffer.allocate((int) size);
      while (size <= MOST_READ && bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          return DigestTable.EMPTY;
        }
      }
      return DigestTable.parse(bytes.rewind()).orElse(DigestTable.EMPTY);
    } catch (IOException _) {
      return DigestTable.EMPTY;
    }
  }

  /**
   * The number of what is remembered of a file; -1 for nothing.
   *
   * @param place the hash of its path
   */
  int find(HostStat stat, int place) {
    int record = table.find(stat, place);
    if (record >= 0) {
      used[record] = true;
      if (today - table.day(record) >= NOTED_DAYS) {
        worthNoting = true;
      }
    }
    return record;
  }

  /** The digest that was remembered. */
  Digest digest(int record) {
    return table.digest(record);
  }

  /** Its bytes. */
  byte[] sha256(int record) {
    return table.sha256(record);
  }

  /**
   * Remembers a file, unless it changed too shortly before.
   *
   * @param stat the same before and after it was read
   * @param begun when reading began, in nanoseconds since 1970
   */
  void remember(HostStat stat, int place, Digest digest, long begun) {
    if (Math.max(stat.changed(), stat.touched()) > begun - RACY) {
      return;
    }
    long[] record = DigestTable.record(stat, place, digest.bytes(), today);
    synchronized (added) {
      added.add(record);
    }
  }

  /** Now, as {@link #remember} wants it. */
  static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /**
   * Writes what is new. Where the disk doesn't take it, the next build reads the files again, which
   * is all that there is to it.
   */
  synchronized void save() {
    List<long[]> fresh;
    synchronized (added) {
      fresh = List.copyOf(added);
    }
    if (fresh.size() == saved && !worthNoting) {
      return;
    }
    saved = fresh.size();
    worthNoting = false;
    ByteBuffer bytes = table.with(fresh, used, today, today - KEPT_DAYS).bytes();
    Path folder = StagedFile.folderOf(file);
    try {
      StagedFile staged = StagedFile.create(folder);
      try (FileChannel channel = FileChannel.open(staged.path(), StandardOpenOption.WRITE)) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        staged.renameTo(file);
      } catch (IOException e) {
        staged.delete();
      }
      forgetOthers(folder);
    } catch (KobakoException | IOException _) {
      // see above
    }
  }

  /** Memories of folders that nobody builds any more. */
  private void forgetOthers(Path folder) throws IOException {
    Instant old = Instant.ofEpochSecond((today - KEPT_DAYS) * DAY_SECONDS);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        if (Files.getLastModifiedTime(each).toInstant().isBefore(old)) {
          Files.deleteIfExists(each);
        }
      }
    }
  }
}
