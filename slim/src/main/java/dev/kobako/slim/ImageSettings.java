package dev.kobako.slim;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the result is run, as far as the user says so; what is absent follows from the programs or
 * from the base.
 *
 * @param entrypoint words that replace the first program
 * @param cmd arguments that are used where the caller gives none
 * @param environment variables to set
 * @param workingDirectory where it starts
 * @param user who it runs as
 * @param labels names and values
 * @param exposedPorts such as {@code 8080/tcp}
 */
public record ImageSettings(
    Optional<List<String>> entrypoint,
    List<String> cmd,
    SortedMap<String, String> environment,
    Optional<String> workingDirectory,
    Optional<String> user,
    SortedMap<String, String> labels,
    List<String> exposedPorts) {
  public ImageSettings {
    entrypoint = entrypoint.map(List::copyOf);
    cmd = List.copyOf(cmd);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    exposedPorts = List.copyOf(exposedPorts);
  }

  /** Nothing said. */
  public static ImageSettings none() {
    return new ImageSettings(
        Optional.empty(),
        List.of(),
        Collections.emptySortedMap(),
        Optional.empty(),
        Optional.empty(),
        Collections.emptySortedMap(),
        List.of());
  }
}
