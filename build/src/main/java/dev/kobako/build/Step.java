package dev.kobako.build;

import dev.kobako.dockerfile.Statement;
import dev.kobako.image.HistoryEntry;
import java.time.Instant;
import java.util.Optional;

/** Something that a stage does. A closed set: handle it with an exhaustive switch. */
public sealed interface Step permits RunStep, CopyStep, WorkdirStep, MetadataStep {
  /** The instruction it comes from; an ONBUILD trigger's has no place in the Dockerfile. */
  Statement statement();

  /**
   * What the image's history says of it ({@code created_by}); empty where it says nothing, which is
   * so for ONBUILD.
   */
  String history();

  /**
   * The entry of the history. Its comment is BuildKit's, by which tools know where a base's history
   * ends.
   *
   * @param created when it was done
   */
  default HistoryEntry entry(Optional<Instant> created) {
    return new HistoryEntry(
        created,
        Optional.of(history()),
        Optional.empty(),
        Optional.of("buildkit.dockerfile.v0"),
        this instanceof MetadataStep);
  }
}
