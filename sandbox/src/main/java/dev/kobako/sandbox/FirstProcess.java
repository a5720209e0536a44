package dev.kobako.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The first process of a container, as this machine knows it. */
final class FirstProcess {
  private FirstProcess() {}

  /**
   * The one below a process around a container: a child of the runtime, which is its only child.
   * What connects a network is a child of the runtime too, but not the first in its namespace.
   */
  static OptionalLong below(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::children)
        .flatMap(ProcessHandle::children)
        .mapToLong(ProcessHandle::pid)
        .filter(FirstProcess::isFirst)
        .findFirst();
  }

  /** The numbers of a process in its namespaces, from the outermost (proc(5)). */
  private static boolean isFirst(long pid) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(line -> line.startsWith("NSpid:") && line.endsWith("\t1"));
    } catch (IOException | UncheckedIOException _) {
      return false;
    }
  }
}
