package dev.kobako.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

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
    try {
      return ProcessStatus.values(pid, "NSpid").stream()
          .map(numbers -> List.of(numbers.split("\t")))
          .findFirst()
          .orElse(List.of());
    } catch (IOException _) {
      return List.of(); // It has ended.
    }
  }
}
