package dev.kobako.slim;

import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.SortedMap;

/**
 * What will be in a bundle, before anything is written.
 *
 * @param keepSet the paths with their reasons
 * @param programs where the named programs are, in the user's order, as they are called
 * @param hints what else they seem to use
 * @param environment the variables that the result starts with
 * @param notes what the user should know, a sentence each
 */
public record BundlePlan(
    KeepSet keepSet,
    List<ImagePath> programs,
    List<Hint> hints,
    SortedMap<String, String> environment,
    List<String> notes) {
  public BundlePlan {
    programs = List.copyOf(programs);
    hints = List.copyOf(hints);
    notes = List.copyOf(notes);
  }
}
