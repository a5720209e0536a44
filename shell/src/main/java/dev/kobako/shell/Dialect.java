package dev.kobako.shell;

/** Whose grammar a script is in. */
enum Dialect {
  /** POSIX sh; what only other shells have is refused. */
  SH,

  /**
   * What bash adds is read over as far as it takes to find the commands around it: conditions in
   * double brackets, arrays, process substitution and the like can't be followed.
   */
  BASH;

  boolean isBash() {
    return this == BASH;
  }
}
