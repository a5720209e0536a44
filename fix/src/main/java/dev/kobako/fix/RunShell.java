package dev.kobako.fix;

import dev.kobako.dockerfile.Instruction;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the lines of RUN go to.
 *
 * @param understood whether it is a shell of POSIX or bash
 * @param exitsOnError whether it is started with {@code -e}
 * @param readsProfile whether it is one of a login or of people, which reads files first
 */
public record RunShell(boolean understood, boolean exitsOnError, boolean readsProfile) {
  private static final RunShell DEFAULT = new RunShell(true, false, false);
  private static final RunShell OTHER = new RunShell(false, false, false);
  private static final Set<String> KNOWN = Set.of("sh", "bash", "dash", "ash", "ksh");

  /** The one that a base has, as far as its name tells. */
  static RunShell of(Instruction.From from) {
    String base = from.image().toLowerCase(Locale.ROOT);
    boolean windows =
        base.contains("windows") || base.contains("nanoserver") || base.contains("servercore");
    return windows ? OTHER : DEFAULT;
  }

  /** The one of SHELL. */
  static RunShell of(List<String> words) {
    String program = words.isEmpty() ? "" : words.getFirst();
    boolean known = KNOWN.contains(program.substring(program.lastIndexOf('/') + 1));
    if (!known || words.size() < 2 || !words.getLast().matches("-[a-z]*c")) {
      return OTHER;
    }
    boolean exits = false;
    boolean reads = false;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      boolean named = words.get(i - 1).matches("-[a-z]*o");
      if (!named && !word.matches("-[a-z]+")) {
        return OTHER;
      }
      reads |= !named && (word.contains("l") || word.contains("i"));
      exits |= named ? word.equals("errexit") : word.contains("e");
    }
    return new RunShell(true, exits, reads);
  }
}
