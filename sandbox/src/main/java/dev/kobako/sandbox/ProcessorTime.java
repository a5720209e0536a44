package dev.kobako.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What all threads of a process have used of the processors, in the kernel's ticks of usually a
 * hundredth of a second (proc(5): utime and stime); as much as none where it can't be seen.
 */
record ProcessorTime(long user, long system) {
  /** After the name, which stands in brackets and may hold anything. */
  private static final int USER = 11;

  static ProcessorTime of(long pid) {
    try {
      String stat =
          Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return new ProcessorTime(Long.parseLong(fields[USER]), Long.parseLong(fields[USER + 1]));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException _) {
      return new ProcessorTime(0, 0);
    }
  }
}
