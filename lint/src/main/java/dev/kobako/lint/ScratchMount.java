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

  private static boolean isAt(String mount, String part) {
    String type = MountField.of(mount, "type");
    return (type.equals("cache") || type.equals("tmpfs"))
        && MountField.of(mount, "target", "dst", "destination").contains(part);
  }
}
