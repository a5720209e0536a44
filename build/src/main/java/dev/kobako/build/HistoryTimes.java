package dev.kobako.build;

import dev.kobako.image.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times of a history, as BuildKit has them: a step that changed no file is said to be of the
 * time of the layer before it, or of the first new layer where it comes before that.
 *
 * @param epoch no time is after it, and all that is new is of it
 */
record HistoryTimes(Optional<Instant> epoch) {
  List<HistoryEntry> filledIn(List<HistoryEntry> history) {
    List<HistoryEntry> filled = new ArrayList<>();
    Optional<Instant> previous = epoch.or(() -> first(history));
    boolean isNew = false;
    for (HistoryEntry entry : history) {
      isNew |= entry.created().isEmpty();
      if (entry.created().isPresent() && isNew) {
        previous = entry.created();
      }
      filled.add(with(clamped(entry.created().or(previous(previous))), entry));
    }
    return filled;
  }

  private static java.util.function.Supplier<Optional<Instant>> previous(Optional<Instant> time) {
    return () -> time;
  }

  /** The first time after an entry that has none, else the last one of all. */
  private static Optional<Instant> first(List<HistoryEntry> history) {
    Optional<Instant> time = Optional.empty();
    boolean isNew = false;
    for (HistoryEntry entry : history) {
      if (entry.created().isPresent()) {
        time = entry.created();
        if (isNew) {
          return time;
        }
      } else {
        isNew = true;
      }
    }
    return time;
  }

  private Optional<Instant> clamped(Optional<Instant> time) {
    return time.map(seen -> epoch.filter(latest -> seen.isAfter(latest)).orElse(seen));
  }

  private static HistoryEntry with(Optional<Instant> created, HistoryEntry entry) {
    return new HistoryEntry(
        created, entry.createdBy(), entry.author(), entry.comment(), entry.emptyLayer());
  }
}
