package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import dev.kobako.image.LanguageCache;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a package manager leaves behind, and where.
 *
 * @param name for people
 * @param system whether it is one of a system's packages, not of a language's
 * @param folders parts of paths of which a mount or {@code rm} has one
 * @param moved what of it an environment may move
 * @param switches variables that keep it from being filled
 * @param remedy what to write
 * @param fills whether a command fills it
 * @param empties whether a command empties it
 */
public record PackageCache(
    String name,
    boolean system,
    List<String> folders,
    List<LanguageCache> moved,
    List<String> switches,
    String remedy,
    Predicate<ShellCommand> fills,
    Predicate<ShellCommand> empties) {
  /** Values of variables that switch nothing on. */
  private static final Set<String> NO = Set.of("", "0", "false", "off", "no", "n");

  public PackageCache {
    folders = List.copyOf(folders);
    moved = List.copyOf(moved);
    switches = List.copyOf(switches);
  }

  /**
   * Whether a variable keeps it empty, of the image or set in the script, or has it in a place that
   * nobody knows.
   */
  boolean isSwitchedOff(Map<String, String> environment, RunScript script) {
    return switches.stream()
            .anyMatch(each ->
                script.text().contains(each + "=")
                    || !NO.contains(environment.getOrDefault(each, "").toLowerCase(Locale.ROOT)))
        || moved.stream()
            .anyMatch(each ->
                each.variables().stream().anyMatch(name -> script.text().contains(name + "="))
                    || each.place(environment).filter(place -> !isKnown(place)).isPresent());
  }

  private static boolean isKnown(String place) {
    return place.startsWith("/") && !place.contains("$");
  }

  /**
   * Whether a RUN has it on a mount, so that it is in no layer.
   *
   * @param environment of the Dockerfile, as far as it says
   */
  public boolean isMounted(Instruction.Run run, Map<String, String> environment) {
    return folders.stream().anyMatch(folder -> ScratchMount.isAt(run, folder))
        || places(environment).anyMatch(place -> ScratchMount.holds(run, place));
  }

  /** Where an environment has moved it, also as one writes it with the variable that does. */
  private Stream<String> places(Map<String, String> environment) {
    return moved.stream()
        .flatMap(each ->
            Stream.concat(
                each.place(environment).stream(),
                each.variables().stream()
                    .flatMap(name -> each.place(Map.of(name, "${" + name + "}")).stream())));
  }

  /** The number of the last command that fills it, or -1. */
  int lastFilled(RunScript script) {
    return last(script, fills);
  }

  /** The number of the last command that takes all away that is there, or -1. */
  int lastEmptied(RunScript script, Map<String, String> environment) {
    return last(script, empties.or(command -> isRemovedBy(command, environment)));
  }

  private static int last(RunScript script, Predicate<ShellCommand> wanted) {
    for (int i = script.commands().size() - 1; i >= 0; i--) {
      if (wanted.test(script.commands().get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a command removes it, and not only something in it. */
  public boolean isRemovedBy(ShellCommand command, Map<String, String> environment) {
    return command.name().equals("rm")
        && command.arguments().stream()
            .anyMatch(word ->
                folders.stream().anyMatch(word::contains)
                    || places(environment).anyMatch(place -> holds(word, place)));
  }

  private static boolean holds(String removed, String place) {
    String folder = removed.endsWith("/*") ? removed.substring(0, removed.length() - 2) : removed;
    return !folder.isEmpty() && LayerEffects.isBelow(place, Words.withoutLastSlash(folder));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackageCache cache && name.equals(cache.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }
}
