package dev.kobako.fix;

import dev.kobako.dockerfile.Flag;
import dev.kobako.dockerfile.Instruction;

/**
 * Whether what a RUN writes to a folder is in no layer, because a cache or memory is mounted there.
 */
final class ScratchMount {
  private ScratchMount() {}

  /**
   * Looks at the mounts of a RUN.
   *
   * @param part of the path
   */
  static boolean isAt(Instruction.Run run, String part) {
    return run.mounts().stream().map(Flag::value).anyMatch(value -> isAt(value, part));
  }

  private static boolean isAt(String mount, String part) {
    boolean scratch = false;
    boolean there = false;
    for (String field : mount.split(",")) {
      scratch |= field.equals("type=cache") || field.equals("type=tmpfs");
      int equals = field.indexOf('=');
      String key = equals < 0 ? field : field.substring(0, equals);
      boolean target = key.equals("target") || key.equals("dst") || key.equals("destination");
      there |= target && field.substring(equals + 1).contains(part);
    }
    return scratch && there;
  }
}
