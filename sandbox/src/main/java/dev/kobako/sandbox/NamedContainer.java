package dev.kobako.sandbox;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A container to be run under a name of its own, which can be looked at and talked to while it
 * runs.
 *
 * @param name letters, digits, {@code _}, {@code .} and {@code -}, the first a letter or digit
 * @param readOnly whether its root can't be written to
 * @param removed whether nothing of it stays when it has ended
 * @param labels of the user's
 * @param facts what else is to be remembered of it, such as the image; shown, never looked at
 */
public record NamedContainer(
    String name,
    Container container,
    boolean readOnly,
    boolean removed,
    SortedMap<String, String> labels,
    SortedMap<String, String> facts) {
  public NamedContainer {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }
}
