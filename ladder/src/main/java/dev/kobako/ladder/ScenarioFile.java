package dev.kobako.ladder;

import dev.kobako.check.Drive;
import dev.kobako.check.DriveWords;
import dev.kobako.check.RunOptions;
import dev.kobako.check.Scenario;
import dev.kobako.config.FieldText;
import dev.kobako.config.Fields;
import dev.kobako.config.Yaml;
import dev.kobako.config.YamlValue;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Scenarios as users write them in a file: several runs of the image, each with options of its own
 * over those of the command line. {@code docs/scenarios.md} has the fields.
 *
 * @param file how the user calls it, for messages
 * @param folder that relative paths in it start from
 */
public record ScenarioFile(String file, Path folder) {
  private static final List<String> FILE_FIELDS = List.of("scenarios");
  private static final List<String> SCENARIO_FIELDS =
      List.of(
          "name",
          "entrypoint",
          "arguments",
          "environment",
          "user",
          "workdir",
          "read-only",
          "drives");
  private static final List<String> DRIVE_FIELDS =
      List.of("http", "exec", "check", "stdin", "for", "until-port", "until-log", "health");

  /** More than anybody writes by hand. */
  private static final int MOST = 100;

  /**
   * Reads them.
   *
   * @param options of the command line, which hold where a scenario says nothing else
   * @throws KobakoException a finding with line and column, for a field or value that means nothing
   */
  public List<Scenario> read(byte[] bytes, RunOptions options) {
    YamlValue value = Yaml.read(file, bytes).orElseThrow(this::empty);
    List<Fields> all = Fields.of(value, FILE_FIELDS).list("scenarios", SCENARIO_FIELDS);
    if (all.isEmpty()) {
      throw empty();
    }
    if (all.size() > MOST) {
      throw all.get(MOST)
          .place()
          .finding("has more than " + MOST + " scenarios", "put them into several files");
    }
    List<Scenario> scenarios = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Fields fields : all) {
      FieldText name = fields.requiredText("name", "what messages call it");
      if (name.text().isBlank() || !names.add(name.text())) {
        throw name.refused("a name that no other scenario has", "choose another");
      }
      scenarios.add(new Scenario(name.text(), over(options, fields), drives(fields)));
    }
    return List.copyOf(scenarios);
  }

  private KobakoException empty() {
    return KobakoException.finding(
        Diagnostic.of(
            file,
            "has no scenarios",
            "write scenarios: and below it, for each, - name: NAME with its drives:"));
  }

  private static RunOptions over(RunOptions options, Fields fields) {
    SortedMap<String, String> environment = new TreeMap<>(options.environment());
    fields.pairs("environment").forEach((name, each) -> environment.put(name.text(), each.text()));
    List<String> arguments = fields.texts("arguments").stream().map(FieldText::text).toList();
    Optional<List<String>> entrypoint =
        fields.has("entrypoint")
            ? Optional.of(fields.texts("entrypoint").stream().map(FieldText::text).toList())
            : options.entrypoint();
    return new RunOptions(
        options.mounts(),
        environment,
        fields.text("user").map(FieldText::text).or(options::user),
        fields.text("workdir").map(ScenarioFile::absolute).or(options::workingDirectory),
        options.network(),
        entrypoint,
        fields.text("read-only").map(FieldText::flag).orElse(options.readOnly()),
        fields.has("arguments") ? arguments : options.arguments());
  }

  private static String absolute(FieldText text) {
    if (!text.text().startsWith("/")) {
      throw text.refused("an absolute path", "write it with a slash before it");
    }
    return text.text();
  }

  private List<Drive> drives(Fields scenario) {
    List<Drive> drives = new ArrayList<>();
    for (Fields fields : scenario.list("drives", DRIVE_FIELDS)) {
      List<String> named = DRIVE_FIELDS.stream().filter(fields::has).toList();
      if (named.size() != 1) {
        throw fields
            .place()
            .finding(
                "a drive with "
                    + (named.isEmpty() ? "nothing to do" : String.join(" and ", named))
                    + ", expected one of "
                    + String.join(", ", DRIVE_FIELDS),
                "write each drive behind a dash of its own");
      }
      drives.add(drive(named.getFirst(), fields.requiredText(named.getFirst(), "a text")));
    }
    return drives;
  }

  /**
   * A drive as the fields of files have it.
   *
   * @param field as in {@code exec}
   * @param value what is behind it
   * @throws KobakoException usage, for words that mean nothing
   */
  public Drive drive(String field, FieldText value) {
    String text = value.text();
    DriveWords words = new DriveWords(value.place() + ": " + field + ":", field + ":");
    return switch (field) {
      case "http" -> words.http(text);
      case "exec" -> words.exec(text);
      case "check" -> words.check(text);
      case "stdin" -> words.stdin(text, folder);
      case "for" -> words.time(text);
      case "until-port" -> words.untilPort(text);
      case "until-log" -> words.untilLog(text);
      case "health" -> health(value);
      default -> throw new IllegalStateException("no such drive: " + field);
    };
  }

  private static Drive health(FieldText value) {
    if (!value.flag()) {
      throw value.refused("true", "leave it out: an image's own health check is always a check");
    }
    return new Drive.Health();
  }
}
