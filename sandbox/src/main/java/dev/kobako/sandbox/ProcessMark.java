package dev.kobako.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process of this machine something was: its number could be another's by now, so its start
 * and the system's are held as well.
 *
 * @param started in clock ticks since the system's start
 * @param boot the system's start, by a name that nothing else has
 */
record ProcessMark(long pid, long started, String boot) {
  /** Where /proc/PID/stat has the start, counted from after the program's name. */
  private static final int START_FIELD = 19;

  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /** A process that runs. */
  static ProcessMark of(long pid) throws IOException {
    return new ProcessMark(
        pid,
        start(pid).orElseThrow(() -> new IOException("process " + pid + " has ended")),
        currentBoot());
  }

  /** The system's start. */
  static String currentBoot() throws IOException {
    return Files.readString(BOOT).strip();
  }

  /** What {@link #toString} has made. */
  static Optional<ProcessMark> parse(String text) {
    String[] words = text.strip().split(" ");
    try {
      return words.length == 3
          ? Optional.of(
              new ProcessMark(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]))
          : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** Whether it still runs. */
  boolean isAlive() {
    try {
      return currentBoot().equals(boot) && start(pid).filter(each -> each == started).isPresent();
    } catch (IOException _) {
      return false;
    }
  }

  /** Empty where there is no such process, or only its parent has not asked for its end yet. */
  private static Optional<Long> start(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/stat"));
      String stat = new String(bytes, StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return fields[0].equals("Z") || fields[0].equals("X")
          ? Optional.empty()
          : Optional.of(Long.parseLong(fields[START_FIELD]));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return pid + " " + started + " " + boot;
  }
}
