package dev.kobako.cli;

import dev.kobako.sandbox.KnownContainer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Containers as a table or JSON.
 *
 * @param now for the time that has passed
 */
record ContainersReport(List<KnownContainer> containers, Instant now) {
  private static final List<String> HEAD =
      List.of("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES");

  private static final int LONGEST_COMMAND = 20;

  void print(PrintStream out) {
    List<List<String>> table = new ArrayList<>(List.of(HEAD));
    containers.forEach(each -> table.add(cells(each)));
    new Columns(table, HEAD.size()).print(out);
  }

  private List<String> cells(KnownContainer container) {
    return List.of(
        container.id(),
        Columns.printable(container.labels().getOrDefault("image", "-")),
        command(container),
        ago(container.created()),
        status(container),
        container.labels().getOrDefault("ports", ""),
        container.name());
  }

  private static String command(KnownContainer container) {
    String all = Columns.printable(String.join(" ", container.process().command()));
    return "\""
        + (all.length() > LONGEST_COMMAND ? all.substring(0, LONGEST_COMMAND - 1) + "…" : all)
        + "\"";
  }

  private String status(KnownContainer container) {
    return switch (container.state()) {
      case KnownContainer.State.Running() -> "Up " + passed(container.created());
      case KnownContainer.State.Ended(int code, Instant at) -> "Exited (" + code + ") " + ago(at);
      case KnownContainer.State.Gone() -> "Killed";
    };
  }

  private String ago(Instant time) {
    return passed(time) + " ago";
  }

  private String passed(Instant since) {
    long seconds = Math.max(0, Duration.between(since, now).toSeconds());
    return seconds < 60
        ? count(seconds, "second")
        : seconds < 3600
            ? count(seconds / 60, "minute")
            : seconds < 48 * 3600 ? count(seconds / 3600, "hour") : count(seconds / 86_400, "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  String json() throws IOException {
    List<Object> all = new ArrayList<>();
    for (KnownContainer each : containers) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("id", each.id());
      json.put("name", each.name());
      json.put("image", each.labels().get("image"));
      json.put("command", each.process().command());
      json.put("created", each.created().toString());
      switch (each.state()) {
        case KnownContainer.State.Running() -> json.put("state", "running");
        case KnownContainer.State.Ended(int code, Instant at) -> {
          json.put("state", "exited");
          json.put("exitCode", code);
          json.put("ended", at.toString());
        }
        case KnownContainer.State.Gone() -> json.put("state", "killed");
      }
      json.put("ports", each.labels().get("ports"));
      all.add(json);
    }
    return JsonText.of(all);
  }
}
