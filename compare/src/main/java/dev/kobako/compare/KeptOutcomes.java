package dev.kobako.compare;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.image.LastUse;
import dev.kobako.image.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of cells, by the digest of all that they depend on, a file for each. What is there was
 * written whole, so a broken-off call goes on behind its last cell. Safe for use by several
 * processes; it can be thrown away.
 *
 * @param folder made when it is needed
 */
public record KeptOutcomes(Path folder) {
  private static final long VERSION = 1;
  private static final long LARGEST = 1 << 20;
  private static final int LONGEST_REASON = 64 << 10;

  private Path file(Digest key) {
    return folder.resolve(key.hex() + ".json");
  }

  /** What came of it; empty where that is not known, or can't be read. */
  public Optional<Outcome> of(CellInputs inputs) {
    Path file = file(inputs.key());
    try {
      if (Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      Optional<Outcome> outcome = parse(Json.object(file.toString(), Files.readAllBytes(file)));
      outcome.ifPresent(_ -> LastUse.note(file));
      return outcome;
    } catch (IOException | KobakoException _) {
      return Optional.empty(); // it is measured again
    }
  }

  private static Optional<Outcome> parse(JsonObject json) {
    if (json.requiredNumber("version") != VERSION) {
      return Optional.empty();
    }
    Optional<JsonObject> failure = json.object("failure");
    if (failure.isPresent()) {
      return Optional.of(
          new Outcome.Failed(
              failure.get().requiredText("phase"), failure.get().requiredText("reason"), false));
    }
    Figures figures = Figures.NONE;
    Optional<JsonObject> kept = json.object("figures");
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    JsonObject numbers = kept.get();
    for (Measure measure : Measure.values()) {
      if (numbers.has(measure.word())) {
        long number = numbers.requiredNumber(measure.word());
        if (number < 0) {
          return Optional.empty();
        }
        figures = figures.with(measure, number);
      }
    }
    return Optional.of(new Outcome.Measured(figures));
  }

  /** Notes it; not what the world outside has spoilt, which may be better tomorrow. */
  public void keep(CellInputs inputs, Outcome outcome) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    switch (outcome) {
      case Outcome.Measured(Figures figures) -> {
        Map<String, Object> numbers = new LinkedHashMap<>();
        figures.numbers().forEach((measure, number) -> numbers.put(measure.word(), number));
        json.put("figures", numbers);
      }
      case Outcome.Failed(String phase, String reason, boolean passing) -> {
        if (passing) {
          return;
        }
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("phase", phase);
        failure.put("reason", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
        json.put("failure", failure);
      }
    }
    json.put("inputs", inputs.byName());
    StagedFile.write(
        folder, file(inputs.key()), target -> Files.write(target, Json.readableBytes(json)));
  }
}
