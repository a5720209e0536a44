package dev.kobako.check;

import dev.kobako.sandbox.FileCall;
import java.util.EnumSet;
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

  /** This and what was asked of the same path later. */
  Asked with(Asked later) {
    Set<FileCall.Kind> all = EnumSet.noneOf(FileCall.Kind.class);
    all.addAll(kinds);
    all.addAll(later.kinds);
    return new Asked(path, all, there || later.there, program, follows || later.follows);
  }
}
