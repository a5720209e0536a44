package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.HashSet;
import java.util.Set;

/** Something that a stage has done or not, and with it the stages that start from it. */
final class StageFlag {
  /** By their names; a stage without one goes by that of its image. */
  private final Set<String> done = new HashSet<>();

  private String current = "";

  void enter(Instruction.From from) {
    String base = ImageName.of(from.image()).stage();
    current = from.stageName().orElse(base);
    if (!done.contains(base)) {
      done.remove(current);
    } else {
      done.add(current);
    }
  }

  /** The stage at hand does it. */
  void set() {
    done.add(current);
  }

  boolean isSet() {
    return done.contains(current);
  }
}
