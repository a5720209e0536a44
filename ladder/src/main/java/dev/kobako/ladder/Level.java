package dev.kobako.ladder;

/** How far a reduction goes, and what it promises. */
public enum Level {
  /** Only bytes that no one can see go: the tree is identical. */
  REPACK,
  /** What can be made again or is only for reading goes, by named rules. */
  CLEAN,
  /** Packages that nothing kept needs go; a touched one stays whole. */
  PACKAGE,
  /** All goes that neither closure, trace, family nor keep list names; the checks pass. */
  MINIMAL,
  /** Whatever can be taken away goes; removing any remaining unit breaks a check. */
  PROVEN;

  /** Whether it chooses what stays, each path for a reason, and not what goes. */
  public boolean chooses() {
    return switch (this) {
      case REPACK, CLEAN -> false;
      case PACKAGE, MINIMAL, PROVEN -> true;
    };
  }
}
