package dev.kobako.cli;

import dev.kobako.build.BuildEvents;
import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A build as events for machines, one a line, in the form of BuildKit's {@code SolveStatus}. */
record RawBuildLog(PrintStream err) implements BuildScreen {
  @Override
  public Duration pace() {
    return Duration.ZERO;
  }

  @Override
  public void note(String text) {
    Map<String, Object> warning = new LinkedHashMap<>();
    warning.put("level", 1);
    warning.put("short", base64(text.getBytes(StandardCharsets.UTF_8)));
    say("warnings", warning);
  }

  @Override
  public void begun(ShownStep step) {
    say("vertexes", vertex(step));
  }

  @Override
  public void output(ShownStep step, byte[] bytes, boolean error) {
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("vertex", digest(step.number()));
    log.put("stream", error ? 2 : 1);
    log.put("data", base64(bytes));
    log.put("timestamp", Instant.now().toString());
    say("logs", log);
  }

  @Override
  public void done(ShownStep step, BuildEvents.Outcome outcome) {
    Map<String, Object> vertex = vertex(step);
    vertex.put("completed", Instant.now().toString());
    if (outcome.cached()) {
      vertex.put("cached", true);
    }
    say("vertexes", vertex);
  }

  @Override
  public void failed(ShownStep step, String why) {
    Map<String, Object> vertex = vertex(step);
    vertex.put("completed", Instant.now().toString());
    vertex.put("error", why);
    say("vertexes", vertex);
  }

  @Override
  public void cancelled(ShownStep step) {
    failed(step, "context canceled");
  }

  @Override
  public void show(List<ShownStep> running, TransferBoard.Snapshot transfers) {}

  @Override
  public void end() {}

  private static Map<String, Object> vertex(ShownStep step) {
    Map<String, Object> vertex = new LinkedHashMap<>();
    vertex.put("digest", digest(step.number()));
    step.after().ifPresent(number -> vertex.put("inputs", List.of(digest(number))));
    vertex.put("name", step.title());
    vertex.put("started", step.begun().toString());
    return vertex;
  }

  /** Names a step within one build; BuildKit's are digests, so others expect one. */
  private static String digest(int number) {
    return Digest.sha256(("step " + number).getBytes(StandardCharsets.US_ASCII)).toString();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private void say(String list, Map<String, Object> event) {
    err.println(new String(Json.bytes(Map.of(list, List.of(event))), StandardCharsets.UTF_8));
  }
}
