package dev.kobako.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** A limit that a control group holds, and the files for it. */
enum ControlledLimit {
  MEMORY("memory", "memory is"),
  CPU("cpu", "CPU time is"),
  PROCESSES("pids", "the number of processes is");

  /** In microseconds; the kernel's own. */
  private static final long PERIOD = 100_000;

  private static final long THOUSAND = 1000;

  /** Threads of the runtime and of what connects the network, which are in the group as well. */
  private static final long OWN_PROCESSES = 24;

  private final String controller;
  private final String words;

  ControlledLimit(String controller, String words) {
    this.controller = controller;
    this.words = words;
  }

  /** What the kernel calls it. */
  String controller() {
    return controller;
  }

  /** What people call it, with a verb. */
  String words() {
    return words;
  }

  boolean isIn(ContainerLimits limits) {
    return value(limits) > 0;
  }

  private long value(ContainerLimits limits) {
    return switch (this) {
      case MEMORY -> limits.memory();
      case CPU -> limits.milliCpus() * PERIOD / THOUSAND;
      case PROCESSES -> limits.processes();
    };
  }

  /**
   * What is written to which file.
   *
   * @param unified whether the kernel has version 2 of control groups
   */
  Map<String, String> files(ContainerLimits limits, boolean unified) {
    String value = Long.toString(value(limits));
    Map<String, String> files = new LinkedHashMap<>();
    switch (this) {
      case MEMORY -> files.put(unified ? "memory.max" : "memory.limit_in_bytes", value);
      case CPU -> {
        if (unified) {
          files.put("cpu.max", value + " " + PERIOD);
        } else {
          files.put("cpu.cfs_period_us", Long.toString(PERIOD));
          files.put("cpu.cfs_quota_us", value);
        }
      }
      case PROCESSES -> files.put("pids.max", Long.toString(limits.processes() + OWN_PROCESSES));
    }
    return files;
  }
}
