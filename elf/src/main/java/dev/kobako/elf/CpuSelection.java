package dev.kobako.elf;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.List;

/** For which CPUs libraries are chosen where there are several builds of one. */
public sealed interface CpuSelection {
  /** Every CPU of the machine's kind: all builds are taken. */
  record Portable() implements CpuSelection {}

  /**
   * CPUs of one x86-64 level (x86-64 psABI); on other machines as {@link Portable}.
   *
   * @param number 1 to 4
   */
  record Level(int number) implements CpuSelection {
    public Level {
      if (number < 1 || number > 4) {
        throw new IllegalArgumentException("x86-64 has levels 1 to 4, not " + number);
      }
    }
  }

  /** The CPU that this program runs on. */
  record Native() implements CpuSelection {}

  /** {@code portable}, {@code native} or {@code x86-64-v1} to {@code x86-64-v4}. */
  static CpuSelection parse(String text) {
    return switch (text) {
      case "portable" -> new Portable();
      case "native" -> new Native();
      case "x86-64-v1" -> new Level(1);
      case "x86-64-v2" -> new Level(2);
      case "x86-64-v3" -> new Level(3);
      case "x86-64-v4" -> new Level(4);
      default ->
          throw KobakoException.usage(
              Diagnostic.of(
                  text,
                  "unknown CPU selection, expected portable, native or x86-64-v1 to x86-64-v4"));
    };
  }

  /** The CPUs to look with, the most capable first; never empty. */
  default List<CpuProfile> profiles(ElfFile program) {
    Machine machine = Machine.of(program);
    boolean x86 = machine == Machine.X86_64 || machine == Machine.X32;
    return switch (this) {
      case Level(int number) when x86 -> CpuProfile.ofLevel(number);
      case Native() when x86 -> List.of(HostCpu.profile());
      case Portable(), Native(), Level(_) -> CpuProfile.all(machine);
    };
  }
}
