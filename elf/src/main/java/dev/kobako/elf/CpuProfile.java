package dev.kobako.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * One kind of CPU, as far as glibc's loader tells them apart.
 *
 * @param hwcaps the folders below {@code glibc-hwcaps} that it searches, in order
 * @param platform what {@code $PLATFORM} stands for; empty where the machine has no such thing
 */
record CpuProfile(List<String> hwcaps, String platform) {
  CpuProfile {
    hwcaps = List.copyOf(hwcaps);
  }

  /** The folders of an x86-64 CPU of a level. */
  static List<String> upTo(int level) {
    return Machine.X86_64.hwcaps().subList(4 - level, 3);
  }

  /** The x86-64 CPUs of a level; from the third on, some have a name of their own. */
  static List<CpuProfile> ofLevel(int level) {
    List<String> platforms = Machine.X86_64.platforms();
    return platforms.subList(0, level < 3 ? 1 : platforms.size()).stream()
        .map(platform -> new CpuProfile(upTo(level), platform))
        .toList();
  }

  /** Every combination, the most capable first. */
  static List<CpuProfile> all(Machine machine) {
    List<String> hwcaps = machine.hwcaps();
    List<String> platforms = machine.platforms().isEmpty() ? List.of("") : machine.platforms();
    List<CpuProfile> profiles = new ArrayList<>();
    for (int from = 0; from <= hwcaps.size(); from++) {
      for (String platform : platforms) {
        profiles.add(new CpuProfile(hwcaps.subList(from, hwcaps.size()), platform));
      }
    }
    return profiles;
  }
}
