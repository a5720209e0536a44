package dev.kobako.check;

import dev.kobako.image.DiskFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a check has started on this machine and left running, wherever it has put itself: known by
 * the variables that it inherited (proc(5), {@code /proc/PID/environ}).
 *
 * <p>None is missed by being looked at in a bad moment. A process that starts a program shows no
 * variables until the program's first page is set up; it is looked at again. One that was there
 * when processes were listed, and no more when it was looked at, may have started another
 * meanwhile; so processes are listed again.
 *
 * @param mark a text that the environment of nothing else holds
 */
record LeftProcesses(String mark) {
  private static final Duration GRACE = Duration.ofMillis(500);

  /** Fields of /proc/PID/stat, counted from after the program's name. */
  private static final int END_CODE = 24;

  private static final int ENV_END = 48;

  private static final int BLOCK = 128 << 10;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What can be said of a process. */
  private enum Sight {
    MARKED,
    OTHER,
    /** It has ended, or is a part of the kernel. */
    GONE,
    /** It is about to become another program. */
    CHANGING
  }

  /** Asks all to end, then kills them; what is started meanwhile, too. */
  void end() {
    Deadline patience = Deadline.in(PATIENCE);
    List<ProcessHandle> left = all(patience);
    if (left.isEmpty()) {
      return;
    }
    left.forEach(ProcessHandle::destroy);
    Deadline grace = Deadline.in(GRACE);
    while (left.stream().anyMatch(each -> isLeft(each.pid())) && !grace.isOver()) {
      grace.pause();
    }
    patience = Deadline.in(PATIENCE);
    for (left = all(patience); !left.isEmpty() && !patience.isOver(); left = all(patience)) {
      left.forEach(ProcessHandle::destroyForcibly);
      patience.pause();
    }
  }

  private boolean isLeft(long pid) {
    return switch (sight(pid)) {
      case MARKED, CHANGING -> true;
      case OTHER, GONE -> false;
    };
  }

  /** Some of them; none only where there are none. */
  private List<ProcessHandle> all(Deadline patience) {
    long own = ProcessHandle.current().pid();
    Set<Long> others = new HashSet<>();
    Set<Long> gone = new HashSet<>();
    List<ProcessHandle> marked = new ArrayList<>();
    boolean sure;
    do {
      sure = true;
      for (long each : listed()) {
        if (each == own || others.contains(each)) {
          continue;
        }
        switch (sight(each)) {
          case MARKED -> {
            sure = false;
            ProcessHandle.of(each).ifPresent(marked::add);
          }
          case OTHER -> others.add(each);
          case GONE -> sure &= !gone.add(each);
          case CHANGING -> sure = false;
        }
      }
    } while (!sure && marked.isEmpty() && !patience.isOver());
    return marked;
  }

  /** Those too that end while they are listed, which {@link ProcessHandle#allProcesses} omits. */
  private static List<Long> listed() {
    List<Long> all = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      processes.forEach(each -> all.add(Long.valueOf(each.getFileName().toString())));
    } catch (IOException e) {
      throw DiskFailure.reading(Path.of("/proc"), e);
    } catch (DirectoryIteratorException e) {
      throw DiskFailure.reading(
          Path.of("/proc"), Objects.requireNonNullElseGet(e.getCause(), IOException::new));
    }
    return all;
  }

  /** Variables that are not all there are those of a program that is coming or going. */
  private Sight sight(long pid) {
    Path process = Path.of("/proc/" + pid);
    try {
      long size = sizeOfEnvironment(read(process, "stat"));
      if (size < 0) {
        Path _ = Files.readSymbolicLink(process.resolve("exe"));
        return Sight.CHANGING;
      }
      String environment = read(process, "environ");
      return environment.contains(mark)
          ? Sight.MARKED
          : environment.length() == size ? Sight.OTHER : Sight.CHANGING;
    } catch (AccessDeniedException _) {
      return Sight.OTHER; // another user's
    } catch (NoSuchFileException _) {
      return Sight.GONE;
    } catch (IOException _) {
      return Sight.CHANGING; // it is ending
    }
  }

  /**
   * The fields {@code env_start} and {@code env_end} of proc(5); negative where there is none yet,
   * or no more. The kernel sets {@code end_code} when it has set them.
   */
  private static long sizeOfEnvironment(String stat) throws IOException {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    if (fields.length <= ENV_END) {
      throw new IOException("has ended");
    }
    return fields[END_CODE].equals("0")
        ? -1
        : Long.parseUnsignedLong(fields[ENV_END]) - Long.parseUnsignedLong(fields[ENV_END - 1]);
  }

  /**
   * By large steps, usually one: when a process becomes another program between two of them, the
   * second finds nothing more, as if that was the end.
   */
  private static String read(Path process, String file) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(process.resolve(file))) {
      for (int length = in.read(block); length > 0; length = in.read(block)) {
        text.append(new String(block, 0, length, StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }
}
