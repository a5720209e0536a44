package dev.kobako.elf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The x86-64 level of a CPU by the flags in {@code /proc/cpuinfo}. */
final class HostCpu {
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("cx16", "lahf_lm", "popcnt", "pni", "sse4_1", "sse4_2", "ssse3"),
          Set.of("avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "xsave"),
          Set.of("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"));

  /** Chips that glibc calls haswell: Intel's own with these flags. */
  private static final Set<String> HASWELL =
      Set.of("avx2", "bmi1", "bmi2", "abm", "movbe", "popcnt", "fma");

  private HostCpu() {}

  /** The CPU of this host; the least one where it can't be read. */
  static CpuProfile profile() {
    try {
      return profile(Files.readString(Path.of("/proc/cpuinfo")));
    } catch (IOException _) {
      return profile("");
    }
  }

  static CpuProfile profile(String cpuinfo) {
    Set<String> flags = Set.copyOf(List.of(value(cpuinfo, "flags").split(" ")));
    int level = 1;
    while (level <= LEVELS.size() && flags.containsAll(LEVELS.get(level - 1))) {
      level++;
    }
    boolean intel = value(cpuinfo, "vendor_id").equals("GenuineIntel");
    String platform = "x86_64";
    if (intel && flags.contains("avx512er") && flags.contains("avx512pf")) {
      platform = "xeon_phi";
    } else if (intel && flags.containsAll(HASWELL)) {
      platform = "haswell";
    }
    return new CpuProfile(CpuProfile.upTo(level), platform);
  }

  private static String value(String cpuinfo, String key) {
    return cpuinfo
        .lines()
        .filter(line -> line.startsWith(key) && line.contains(":"))
        .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
