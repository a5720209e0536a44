package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.image.JsonObject;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A step of an earlier build.
 *
 * @param text stands for its instruction as it was written
 * @param kind of step; empty where it has no layer, or was not reached
 * @param inputs what it depended on, as {@link #brief} says
 */
record RememberedStep(String text, String kind, SortedMap<String, String> inputs) {
  /** Enough to tell apart what one project has had. */
  private static final int DIGITS = 20;

  RememberedStep {
    inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
  }

  /** A step that depends on nothing, or of which nothing is known. */
  static RememberedStep unknown(Step step) {
    return new RememberedStep(text(step), "", Collections.emptySortedMap());
  }

  static RememberedStep of(Step step, StepInputs inputs) {
    SortedMap<String, String> brief = new TreeMap<>();
    inputs.byName().forEach((name, digest) -> brief.put(name, brief(digest)));
    return new RememberedStep(text(step), inputs.kind(), brief);
  }

  static RememberedStep of(JsonObject json) {
    return new RememberedStep(
        json.requiredText("text"), json.text("kind").orElse(""), json.textMap("inputs"));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("text", text);
    if (!kind.isEmpty()) {
      json.put("kind", kind);
      json.put("inputs", inputs);
    }
    return json;
  }

  /** What stands for an instruction, with its here-documents. */
  static String text(Step step) {
    KeyWriter text = new KeyWriter("instruction").text(step.statement().original());
    step.statement().heredocs().forEach(heredoc -> text.text(heredoc.content()));
    return brief(text.key());
  }

  /** What stands for a digest. */
  static String brief(Digest digest) {
    return digest.hex().substring(0, DIGITS);
  }
}
