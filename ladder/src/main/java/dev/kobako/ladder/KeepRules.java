package dev.kobako.ladder;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The user's own words about what stays and what goes.
 *
 * @param keep paths, globs ({@code *}, {@code ?}, {@code [...]} within a name, {@code **} for any
 *     folders) and {@code package:NAME}; a folder stays with all below
 * @param drop paths and globs that go, whatever speaks for them but {@code keep}
 * @param shell whether a shell stays for people to look around
 * @param off names of families, clean rules and kinds of programs that are not applied
 */
public record KeepRules(List<String> keep, List<String> drop, boolean shell, Set<String> off) {
  /** Nothing said. */
  public static final KeepRules NONE = new KeepRules(List.of(), List.of(), false, Set.of());

  public KeepRules {
    keep = List.copyOf(keep);
    drop = List.copyOf(drop);
    off = Collections.unmodifiableSet(new TreeSet<>(off));
  }

  /** Whether the rule, family or kind with this name is applied. */
  public boolean applies(String name) {
    return !off.contains(name);
  }
}
