package dev.kobako.check;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Where a user's checks run.
 *
 * @param folder the user's own
 * @param environment the user's own
 * @param log told each line that a check writes, as it comes, by a thread of its own
 */
public record CheckPlace(Path folder, SortedMap<String, String> environment, Consumer<String> log) {
  public CheckPlace {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  /** Where this process runs; nobody is told. */
  public static CheckPlace here() {
    return new CheckPlace(Path.of("").toAbsolutePath(), new TreeMap<>(System.getenv()), _ -> {});
  }
}
