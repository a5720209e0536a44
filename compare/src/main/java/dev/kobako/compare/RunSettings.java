package dev.kobako.compare;

import dev.kobako.config.FieldText;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How an image is run. What is absent follows from the image.
 *
 * @param entrypoint in place of the image's
 * @param arguments in place of its CMD; empty for that
 * @param environment variables beside the image's
 * @param user to run as
 * @param workdir absolute
 */
public record RunSettings(
    Optional<List<String>> entrypoint,
    List<String> arguments,
    SortedMap<String, String> environment,
    Optional<String> user,
    Optional<FieldText> workdir) {
  /** As the image says. */
  public static final RunSettings NONE =
      new RunSettings(
          Optional.empty(),
          List.of(),
          Collections.emptySortedMap(),
          Optional.empty(),
          Optional.empty());

  public RunSettings {
    entrypoint = entrypoint.map(List::copyOf);
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  void describe(SortedMap<String, String> into) {
    entrypoint.ifPresent(each -> into.put("run.entrypoint", CellSettings.joined(each)));
    into.put("run.arguments", CellSettings.joined(arguments));
    environment.forEach((name, value) -> into.put("run.environment." + name, value));
    user.ifPresent(each -> into.put("run.user", each));
    workdir.ifPresent(each -> into.put("run.workdir", each.text()));
  }
}
