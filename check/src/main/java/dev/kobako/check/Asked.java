package dev.kobako.check;

import dev.kobako.sandbox.FileCall;
import java.util.Set;

/**
 * What runs asked of one path.
 *
 * @param path absolute, as it was asked
 * @param kinds of everything that was wanted of it
 * @param there whether something was there at least once
 * @param program who asked first
 * @param follows whether a link at its end was followed at least once
 */
public record Asked(
    String path, Set<FileCall.Kind> kinds, boolean there, String program, boolean follows) {
  public Asked {
    kinds = Set.copyOf(kinds);
  }
}
