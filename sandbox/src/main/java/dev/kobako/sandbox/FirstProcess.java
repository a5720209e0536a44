package dev.kobako.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The first process of a container, as this machine knows it. */
final class FirstProcess {
  /** The namespace around the container and its own. */
  private static final int NAMESPACES = 2;

  private FirstProcess() {}

  /**
   * The one below the process around a container: the first in a namespace of processes in a
   * namespace of processes. The runtime is in the outer one, and so is what connects a network.
   */
  static OptionalLong below(long pid) {
    int around = numbers(pid).size();
    return ProcessHandle.of(pid).stream()
        .flatMap(ProcessHandle::descendants)
        .mapToLong(ProcessHandle::pid)
        .filter(each -> {
          List<String> numbers = numbers(each);
          return numbers.size() == around + NAMESPACES && numbers.getLast().equals("1");
        })
        .findFirst();
  }

  /** The numbers of a process in its namespaces, from the outermost (proc(5): NSpid). */
  private static List<String> numbers(long pid) {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("NSpid:"))
          .map(line -> List.of(line.substring("NSpid:".length()).strip().split("\t")))
          .findFirst()
          .orElse(List.of());
    } catch (IOException | UncheckedIOException _) {
      return List.of(); // It has ended.
    }
  }
}
