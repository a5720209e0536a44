package dev.kobako.slim;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command that starts another: the words between its own name and the other's. Made anew for each
 * call, since it counts the words that it takes.
 */
final class CommandPrefix {
  /** No prefix: the next word is the command itself. */
  static final CommandPrefix NONE = new CommandPrefix(Set.of(), -1);

  /**
   * The words before the command.
   *
   * @param valued options whose value is the next word
   * @param operands words that are no options and come before the command
   */
  private record Syntax(Set<String> valued, int operands) {}

  private static final Map<String, Syntax> KNOWN = new HashMap<>();

  static {
    for (String plain : Set.of("command", "builtin", "nohup", "setsid", "eval")) {
      KNOWN.put(plain, new Syntax(Set.of(), 0));
    }
    KNOWN.put("exec", new Syntax(Set.of("-a"), 0));
    KNOWN.put("env", new Syntax(Set.of("-u", "-C", "--unset", "--chdir"), 0));
    KNOWN.put("nice", new Syntax(Set.of("-n", "--adjustment"), 0));
    KNOWN.put("ionice", new Syntax(Set.of("-c", "-n"), 0));
    KNOWN.put("stdbuf", new Syntax(Set.of("-i", "-o", "-e"), 0));
    KNOWN.put("timeout", new Syntax(Set.of("-s", "-k", "--signal", "--kill-after"), 1));
    KNOWN.put("sudo", new Syntax(Set.of("-u", "-g", "-h", "-p", "-C", "-D", "-R", "-T"), 0));
    KNOWN.put(
        "xargs",
        new Syntax(
            Set.of("-n", "-P", "-I", "-L", "-d", "-E", "-s", "-a", "--max-args", "--max-procs"),
            0));
  }

  private final Set<String> valued;
  private int operandsLeft;
  private boolean valueNext;

  private CommandPrefix(Set<String> valued, int operands) {
    this.valued = valued;
    this.operandsLeft = operands;
  }

  /** The prefix of that name; empty where the command starts no other. */
  static Optional<CommandPrefix> of(String command) {
    return Optional.ofNullable(KNOWN.get(command))
        .map(syntax -> new CommandPrefix(syntax.valued(), syntax.operands()));
  }

  /** Whether a word belongs to the prefix: an option, an option's value, an operand. */
  boolean takes(String word) {
    if (operandsLeft < 0) {
      return false;
    }
    if (valueNext) {
      valueNext = false;
      return true;
    }
    if (word.startsWith("-")) {
      valueNext = valued.contains(word);
      return true;
    }
    if (operandsLeft > 0) {
      operandsLeft--;
      return true;
    }
    return false;
  }
}
