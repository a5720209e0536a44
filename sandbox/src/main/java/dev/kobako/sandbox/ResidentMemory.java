package dev.kobako.sandbox;

import java.io.IOException;
import java.util.stream.Stream;

/** Memory that processes hold, as the kernel counts it (proc(5): VmHWM). */
final class ResidentMemory {
  private static final long KILO = 1024;

  private ResidentMemory() {}

  /** The largest resident set that a process has had, in bytes; 0 where it has ended. */
  static long peak(long pid) {
    try {
      return ProcessStatus.values(pid, "VmHWM").stream()
          .map(value -> value.split(" ")[0])
          .filter(digits -> digits.matches("[0-9]{1,15}"))
          .mapToLong(digits -> Long.parseLong(digits) * KILO)
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }

  /** The same of a process and all below it together. What they share counts for each. */
  static long peakOfAll(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
        .mapToLong(each -> peak(each.pid()))
        .sum();
  }
}
