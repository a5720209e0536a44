package dev.kobako.shell;

/** How much is done for one script, at most. */
final class Effort {
  private static final int MOST_COMMANDS = 100_000;
  private static final int DEEPEST_CALL = 40;

  /** The longest text that is held for a variable or a pipe, in characters. */
  static final int LONGEST_TEXT = 1 << 16;

  private int commands;
  private int calls;

  void command(int line) throws ShellException {
    commands++;
    if (commands > MOST_COMMANDS) {
      throw new ShellException(line, "more than " + MOST_COMMANDS + " commands are called");
    }
  }

  void enter(int line) throws ShellException {
    calls++;
    if (calls > DEEPEST_CALL) {
      throw new ShellException(line, "functions call each other deeper than " + DEEPEST_CALL);
    }
  }

  void leave() {
    calls--;
  }
}
