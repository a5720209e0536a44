package dev.kobako.lint;

import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;

/**
 * Whether what a RUN writes to a folder is in no layer, because a cache or memory is mounted there.
 */
public final class ScratchMount {
  private ScratchMount() {}

  /**
   * Looks at the mounts of a RUN.
   *
   * @param part of the path
   */
  public static boolean isAt(Instruction.Run run, String part) {
    return run.mounts().stream().map(Flag::value).anyMatch(value -> isAt(value, part));
  }

  /** Whether one of them is at a path or above it. */
  static boolean holds(Instruction.Run run, String path) {
    return run.mounts().stream()
        .map(Flag::value)
        .filter(ScratchMount::isScratch)
        .map(mount -> target(mount).replaceFirst("^\\$(\\w+)", "\\${$1}"))
        .filter(target -> !target.isEmpty())
        .anyMatch(target -> LayerEffects.isBelow(path, Words.withoutLastSlash(target)));
  }

  private static boolean isAt(String mount, String part) {
    return isScratch(mount) && target(mount).contains(part);
  }

  private static boolean isScratch(String mount) {
    String type = MountField.of(mount, "type");
    return type.equals("cache") || type.equals("tmpfs");
  }

  private static String target(String mount) {
    return MountField.of(mount, "target", "dst", "destination");
  }
}
