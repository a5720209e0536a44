package dev.kobako.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What the kernel says of a process, line by line (proc(5): /proc/PID/status). */
final class ProcessStatus {
  private ProcessStatus() {}

  /** The values of the fields of these names, in the kernel's order. */
  static List<String> values(long pid, String... names) throws IOException {
    List<String> wanted = Arrays.asList(names);
    return Files.readString(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)
        .lines()
        .map(line -> line.split(":", 2))
        .filter(field -> wanted.contains(field[0]))
        .map(field -> field[1].strip())
        .toList();
  }
}
