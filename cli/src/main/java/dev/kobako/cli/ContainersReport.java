package dev.kobako.cli;

import static java.util.stream.Collectors.joining;

import dev.kobako.sandbox.KnownContainer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Containers as a table or JSON.
 *
 * @param now for the time that has passed
 * @param whole whether long commands are not cut
 */
record ContainersReport(List<KnownContainer> containers, Instant now, boolean whole) {
  private static final String TABLE = "table ";

  private static final List<String> HEAD =
      List.of("CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES");

  private static final int LONGEST_COMMAND = 20;

  void print(PrintStream out) {
    List<List<String>> table = new ArrayList<>(List.of(HEAD));
    containers.forEach(each -> table.add(cells(each)));
    new Columns(table, HEAD.size()).print(out);
  }

  /** A line for each, as {@code --format} says; {@code table} before it gives it a head. */
  void print(String format, PrintStream out) throws IOException {
    if (format.equals("json")) {
      for (KnownContainer each : containers) {
        out.println(JsonText.line(values(each)));
      }
      return;
    }
    boolean table = format.startsWith(TABLE);
    LineFormat line = LineFormat.parse(table ? format.substring(TABLE.length()) : format);
    List<List<String>> rows = new ArrayList<>();
    if (table) {
      rows.add(List.of(line.head().split("\t", -1)));
    }
    for (KnownContainer each : containers) {
      String text = line.of(values(each));
      if (table) {
        rows.add(List.of(text.split("\t", -1)));
      } else {
        out.println(text);
      }
    }
    if (table) {
      new Columns(rows, rows.getFirst().size()).print(out);
    }
  }

  /** How docker's table calls a value. */
  static String head(String name) {
    return switch (name) {
      case "ID" -> "CONTAINER ID";
      case "RunningFor" -> "CREATED";
      case "CreatedAt" -> "CREATED AT";
      default -> name.toUpperCase(Locale.ROOT);
    };
  }

  /** By docker's names for them. */
  private Map<String, Object> values(KnownContainer container) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("ID", container.id());
    values.put("Names", container.name());
    values.put("Image", image(container));
    values.put("Command", command(container));
    values.put("CreatedAt", container.created().toString());
    values.put("RunningFor", ago(container.created()));
    values.put("State", state(container.state()));
    values.put("Status", status(container));
    values.put("Ports", ports(container));
    SortedMap<String, String> labels = container.named().labels();
    values.put(
        "Labels",
        labels.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(joining(",")));
    values.put("Label", labels);
    return values;
  }

  private List<String> cells(KnownContainer container) {
    return List.of(
        container.id(),
        Columns.printable(image(container)),
        command(container),
        ago(container.created()),
        status(container),
        ports(container),
        container.name());
  }

  private static String image(KnownContainer container) {
    return container.named().facts().getOrDefault("image", "-");
  }

  private static String ports(KnownContainer container) {
    return container.named().facts().getOrDefault("ports", "");
  }

  private String command(KnownContainer container) {
    String all = Columns.printable(String.join(" ", container.process().command()));
    return "\""
        + (!whole && all.length() > LONGEST_COMMAND
            ? all.substring(0, LONGEST_COMMAND - 1) + "…"
            : all)
        + "\"";
  }

  /** As docker calls it; what was killed with all around it has no name there. */
  static String state(KnownContainer.State state) {
    return switch (state) {
      case KnownContainer.State.Created() -> "created";
      case KnownContainer.State.Running _ -> "running";
      case KnownContainer.State.Ended _ -> "exited";
      case KnownContainer.State.Gone() -> "killed";
    };
  }

  private String status(KnownContainer container) {
    return switch (container.state()) {
      case KnownContainer.State.Created() -> "Created";
      case KnownContainer.State.Running(_, Instant since) -> "Up " + passed(since);
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
      json.put("image", each.named().facts().get("image"));
      json.put("command", each.process().command());
      json.put("created", each.created().toString());
      json.put("state", state(each.state()));
      if (each.state() instanceof KnownContainer.State.Ended(int code, Instant at)) {
        json.put("exitCode", code);
        json.put("ended", at.toString());
      }
      json.put("ports", each.named().facts().get("ports"));
      json.put("labels", each.named().labels());
      all.add(json);
    }
    return JsonText.of(all);
  }
}
