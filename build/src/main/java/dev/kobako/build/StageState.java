package dev.kobako.build;

import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a stage has come.
 *
 * @param chain its layers
 * @param assembly the same with the history, and as an image gets them; steps without layer have no
 *     time in it yet
 */
record StageState(Chain chain, ImageAssembly assembly) {
  /** Nothing. */
  static StageState scratch() {
    return new StageState(Chain.EMPTY, ImageAssembly.scratch(ImageConfig.builder().build()));
  }

  static StageState of(Image base) {
    return new StageState(Chain.of(base), ImageAssembly.on(base));
  }

  /** After a step that changes no file. */
  StageState plus(MetadataStep step) {
    return step.history().isEmpty()
        ? this
        : new StageState(chain, assembly.plus(step.entry(Optional.empty())));
  }

  /** After a step that made a layer. */
  StageState plus(Step step, StepRecord record, BuildCache cache) {
    return new StageState(
        chain.plus(cache.layer(record.layer())),
        assembly.plus(cache.layer(record.inImages()), step.entry(Optional.of(record.created()))));
  }

  /**
   * The image.
   *
   * @param config without layers and history
   * @param epoch no time is after it; where there is one, the image is of that time
   */
  Image image(ImageConfig config, Optional<Instant> epoch) {
    List<HistoryEntry> history = new HistoryTimes(epoch).filledIn(assembly.history());
    Instant last =
        history.stream()
            .flatMap(entry -> entry.created().stream())
            .reduce((_, b) -> b)
            .or(assembly.config()::created)
            .orElse(Instant.EPOCH);
    return new ImageAssembly(config, assembly.layers(), history).image(epoch.orElse(last));
  }
}
