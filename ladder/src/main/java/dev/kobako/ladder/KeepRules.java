package dev.kobako.ladder;

import dev.kobako.slim.Guess;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The user's own words about what stays and what goes.
 *
 * @param keep paths, globs ({@code *}, {@code ?}, {@code [...]} within a name, {@code **} for any
 *     folders) and {@code package:NAME}; a folder stays with all below
 * @param drop paths and globs that go, whatever speaks for them but {@code keep}
 * @param shell whether a shell stays for people to look around
 * @param off names of families, clean rules and kinds of programs that are not applied
 * @param places where words stand that are not those of an option, by option and words: {@code
 *     --keep /srv} in {@code keep:4}
 */
public record KeepRules(
    List<String> keep,
    List<String> drop,
    boolean shell,
    Set<String> off,
    SortedMap<String, String> places) {
  /** Nothing said. */
  public static final KeepRules NONE = new KeepRules(List.of(), List.of(), false, Set.of());

  public KeepRules {
    keep = List.copyOf(keep);
    drop = List.copyOf(drop);
    off = Collections.unmodifiableSet(new TreeSet<>(off));
    places = Collections.unmodifiableSortedMap(new TreeMap<>(places));
  }

  /** Words that are all said by options. */
  public KeepRules(List<String> keep, List<String> drop, boolean shell, Set<String> off) {
    this(keep, drop, shell, off, Collections.emptySortedMap());
  }

  /** All names that can be switched off. */
  public static List<String> names() {
    return Stream.of(
            CleanRule.all().stream().map(CleanRule::name),
            Family.all().stream().map(Family::name),
            kinds().stream().map(Guess::label))
        .flatMap(each -> each)
        .toList();
  }

  /** The kinds of programs, and of what programs share, that are followed beside the trace. */
  public static List<Guess> kinds() {
    return Stream.of(Guess.values())
        .filter(MinimalKeepSet.OPTIONS::allows)
        .filter(guess -> guess != Guess.ENV) // of programs that are no image's
        .toList();
  }

  /**
   * Whether the rule, family or kind with this name is applied. Of Python's modules one form stays:
   * who switches off that byte code goes has chosen it.
   */
  public boolean applies(String name) {
    boolean isOtherChoice = name.equals(PythonSourceTexts.NAME);
    return !off.contains(name) && (!isOtherChoice || off.contains(PythonBytecode.NAME));
  }

  /** What messages call words: a line of a file, or the option with them. */
  String place(String option, String words) {
    String said = option + " " + words;
    return places.getOrDefault(said, said);
  }
}
