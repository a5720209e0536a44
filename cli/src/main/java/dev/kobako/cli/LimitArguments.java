package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Progress;
import dev.kobako.sandbox.ContainerLimits;
import dev.kobako.sandbox.Containers;
import dev.kobako.sandbox.ProcessRights;
import dev.kobako.sandbox.ResourceLimit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** Flags that say what a container may use, and what its processes may do. */
final class LimitArguments {
  private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

  /** In microseconds, as the kernel and docker have it. */
  private static final long PERIOD = 100_000;

  private static final long LEAST_MEMORY = 16 << 20;
  private static final long MOST_CPUS = 100_000;

  private final ParseResult parsed;

  LimitArguments(ParseResult parsed) {
    this.parsed = parsed;
  }

  /** Those of {@code kobako run} and {@code kobako build}. */
  static void declare(Options options) {
    options
        .text("BYTES", "Memory for all its processes together, such as 512m.", "-m", "--memory")
        .text("BYTES", "Size of /dev/shm (default: 64m).", "--shm-size")
        .texts("NAME=SOFT[:HARD]", "A limit of each process, such as nofile=1024.", "--ulimit");
  }

  /** Those of {@code kobako run} alone. */
  static void declareMore(Options options) {
    options
        .text("NUMBER", "CPUs' time for it, such as 1.5.", "--cpus")
        .text("NUMBER", "Processes that it may have.", "--pids-limit")
        .texts("NAME", "Give it a capability, or ALL.", "--cap-add")
        .texts("NAME", "Take a capability from it, or ALL.", "--cap-drop");
  }

  /**
   * What all processes together may use; a line tells what can't be limited.
   *
   * @throws KobakoException usage, where a flag is wrong
   */
  ContainerLimits together(Progress progress) {
    ContainerLimits limits =
        new ContainerLimits(memory(), milliCpus(), processes(), bytes("--shm-size"));
    Containers.unlimited(limits).ifPresent(progress::note);
    return limits;
  }

  private long memory() {
    long memory = bytes("--memory");
    if (memory > 0 && memory < LEAST_MEMORY) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--memory " + memory,
              "is less than runc itself needs, " + LEAST_MEMORY + " bytes",
              "write --memory 64m"));
    }
    return memory;
  }

  private long bytes(String flag) {
    return Options.text(parsed, flag).map(text -> ByteCount.parse(flag, text)).orElse(0L);
  }

  private long milliCpus() {
    Optional<String> cpus = matched("--cpus");
    if (cpus.isPresent()) {
      return cpus(cpus.get());
    }
    Optional<Long> quota = matched("--cpu-quota").map(text -> number("--cpu-quota", text));
    long period = matched("--cpu-period").map(text -> number("--cpu-period", text)).orElse(PERIOD);
    return quota.map(each -> each * THOUSAND.longValue() / Math.max(1, period)).orElse(0L);
  }

  /** Not each command has each flag. */
  private Optional<String> matched(String flag) {
    return parsed.hasMatchedOption(flag)
        ? Optional.of(String.valueOf(parsed.matchedOption(flag).stringValues().getLast()))
        : Optional.empty();
  }

  private static long cpus(String text) {
    if (text.matches("[0-9]{1,5}(\\.[0-9]{1,9})?|\\.[0-9]{1,9}")) {
      long milli = new BigDecimal(text).multiply(THOUSAND).longValue();
      if (milli > 0 && milli <= MOST_CPUS * THOUSAND.longValue()) {
        return milli;
      }
    }
    throw KobakoException.usage(
        Diagnostic.of("--cpus " + text, "is no number of CPUs", "write --cpus 1.5"));
  }

  /** -1 stands for no limit. */
  private long processes() {
    return matched("--pids-limit")
        .filter(text -> !text.equals("-1"))
        .map(text -> number("--pids-limit", text))
        .orElse(0L);
  }

  private static long number(String flag, String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw KobakoException.usage(
          Diagnostic.of(flag + " " + text, "is no number", "write " + flag + " 100"));
    }
    return Long.parseLong(text);
  }

  /** What each process may use. */
  List<ResourceLimit> each() {
    return Options.texts(parsed, "--ulimit").stream().map(ResourceLimit::parse).toList();
  }

  /** What processes of {@code kobako run} may do and use. */
  ProcessRights rights(boolean privileged) {
    ProcessRights rights = privileged ? ProcessRights.INSECURE : ProcessRights.USUAL;
    return rights
        .with(Options.texts(parsed, "--cap-add"), Options.texts(parsed, "--cap-drop"))
        .withLimits(each());
  }
}
