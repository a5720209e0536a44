package dev.kobako.compare;

import dev.kobako.config.FieldText;
import dev.kobako.config.Fields;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what a matrix says of cells: at its top, for a value of an axis, behind {@code with}. */
final class SettingsReader {
  /** Settings whose value is one text, by which an axis can be called. */
  static final List<String> SINGLE =
      List.of(
          "base",
          "dockerfile",
          "context",
          "target",
          "slim",
          "bundle",
          "strip",
          "upx",
          "compression");

  /** All settings. */
  static final List<String> FIELDS =
      List.of(
          "base",
          "dockerfile",
          "context",
          "target",
          "args",
          "env",
          "slim",
          "bundle",
          "strip",
          "upx",
          "compression",
          "run",
          "check",
          "start",
          "note");

  /** What an image that is made before can be made of. */
  static final List<String> IMAGE_FIELDS =
      List.of("base", "dockerfile", "context", "target", "args", "env");

  private static final List<String> RUN_FIELDS =
      List.of("entrypoint", "arguments", "environment", "user", "workdir");
  private static final List<String> CHECK_FIELDS =
      List.of("exec", "http", "stdin", "check", "until-port", "until-log", "for");
  private static final List<String> STARTS = List.of(Start.EXIT, Start.PORT, Start.LOG);
  private static final List<String> START_FIELDS =
      List.of(Start.EXIT, Start.PORT, Start.LOG, "times");
  private static final List<String> LEVELS =
      List.of(PostSettings.NOT, "repack", "clean", "package", "minimal", "proven");
  private static final Pattern UPX = Pattern.compile("none|default|fast|best|[1-9]");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,200}");
  private static final int USUAL_TIMES = 5;
  private static final int MOST_TIMES = 100;
  private static final int MOST_CHECKS = 20;
  private static final int LONGEST_NOTE = 200;

  private SettingsReader() {}

  /** All that the fields say. */
  static CellSettings read(Fields fields) {
    CellSettings settings = CellSettings.NONE;
    for (String name : SINGLE) {
      Optional<FieldText> text = fields.text(name);
      if (text.isPresent()) {
        settings = one(name, text.get()).over(settings);
      }
    }
    CellSettings rest =
        new CellSettings(
            variables(fields),
            PostSettings.NONE,
            fields.fields("run", RUN_FIELDS).map(SettingsReader::run),
            fields.has("check") ? Optional.of(checks(fields)) : Optional.empty(),
            fields.fields("start", START_FIELDS).map(SettingsReader::start),
            fields.text("note").map(SettingsReader::note));
    return rest.over(settings);
  }

  /** What a single setting says. */
  static CellSettings one(String name, FieldText text) {
    return switch (name) {
      case "base", "dockerfile", "context", "target" -> CellSettings.of(source(name, text));
      case "slim" -> post(Optional.of(text.oneOf(LEVELS)), Optional.empty(), Optional.empty());
      case "bundle" -> post(Optional.empty(), Optional.of(text.flag()), Optional.empty());
      case "strip" -> post(Optional.empty(), Optional.empty(), Optional.of(text.flag()));
      case "upx" -> CellSettings.of(upx(text));
      case "compression" -> CellSettings.of(compression(text));
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** A build argument. */
  static CellSettings argument(String name, String value) {
    SortedMap<String, String> args = new TreeMap<>();
    args.put(name, value);
    return CellSettings.of(
        new BuildSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            args,
            new TreeMap<>()));
  }

  /** Whether a build argument can be called so. */
  static boolean isVariable(String name) {
    return NAME.matcher(name).matches();
  }

  /** What an image is built from. */
  static BuildSettings build(Fields fields) {
    return variables(fields)
        .over(
            new BuildSettings(
                fields.text("base").map(SettingsReader::named),
                fields.text("dockerfile").map(SettingsReader::named),
                fields.text("context").map(SettingsReader::named),
                fields.text("target").map(SettingsReader::named),
                new TreeMap<>(),
                new TreeMap<>()));
  }

  private static BuildSettings source(String name, FieldText text) {
    Optional<FieldText> value = Optional.of(named(text));
    Optional<FieldText> none = Optional.empty();
    return new BuildSettings(
        name.equals("base") ? value : none,
        name.equals("dockerfile") ? value : none,
        name.equals("context") ? value : none,
        name.equals("target") ? value : none,
        new TreeMap<>(),
        new TreeMap<>());
  }

  private static FieldText named(FieldText text) {
    if (text.text().isBlank() || text.text().chars().anyMatch(Character::isISOControl)) {
      throw text.refused("a name", "write one, or leave the field out");
    }
    return text;
  }

  private static CellSettings post(
      Optional<String> slim, Optional<Boolean> bundle, Optional<Boolean> strip) {
    return CellSettings.of(
        new PostSettings(slim, bundle, strip, Optional.empty(), Optional.empty()));
  }

  private static PostSettings upx(FieldText text) {
    if (!UPX.matcher(text.text()).matches()) {
      throw text.refused("none, default, fast, best or 1 to 9", "write upx: best");
    }
    return new PostSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(text.text()),
        Optional.empty());
  }

  private static PostSettings compression(FieldText text) {
    try {
      return new PostSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.of(Compression.parse(text.text())));
    } catch (KobakoException _) {
      throw text.refused("none, gzip, zstd, or one of these with a level", "write zstd:19");
    }
  }

  private static BuildSettings variables(Fields fields) {
    return new BuildSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        variables(fields, "args"),
        variables(fields, "env"));
  }

  private static SortedMap<String, String> variables(Fields fields, String field) {
    SortedMap<String, String> all = new TreeMap<>();
    for (Map.Entry<FieldText, FieldText> each : fields.pairs(field).entrySet()) {
      FieldText name = each.getKey();
      if (!isVariable(name.text())) {
        throw name.refused("names of letters, digits and _", "write NAME: VALUE");
      }
      if (each.getValue().text().chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
        throw each.getValue().refused("a value of one line", "leave out its line ends");
      }
      all.put(name.text(), each.getValue().text());
    }
    return all;
  }

  private static RunSettings run(Fields fields) {
    SortedMap<String, String> environment = new TreeMap<>();
    fields.pairs("environment").forEach((name, each) -> environment.put(name.text(), each.text()));
    Optional<FieldText> workdir = fields.text("workdir");
    if (workdir.isPresent() && !workdir.get().text().startsWith("/")) {
      throw workdir.get().refused("an absolute path", "write it with a slash before it");
    }
    return new RunSettings(
        fields.has("entrypoint") ? Optional.of(texts(fields, "entrypoint")) : Optional.empty(),
        texts(fields, "arguments"),
        environment,
        fields.text("user").map(FieldText::text),
        workdir);
  }

  private static List<String> texts(Fields fields, String name) {
    return fields.texts(name).stream().map(FieldText::text).toList();
  }

  private static List<CheckLine> checks(Fields fields) {
    List<CheckLine> lines = new ArrayList<>();
    for (Fields each : fields.list("check", CHECK_FIELDS)) {
      List<String> named = CHECK_FIELDS.stream().filter(each::has).toList();
      if (named.size() != 1) {
        throw each.place()
            .finding(
                "a check with "
                    + (named.isEmpty() ? "nothing to do" : String.join(" and ", named))
                    + ", expected one of "
                    + String.join(", ", CHECK_FIELDS),
                "write each behind a dash of its own");
      }
      if (lines.size() == MOST_CHECKS) {
        throw each.place()
            .finding("has more than " + MOST_CHECKS + " checks", "put them into one script");
      }
      String kind = named.getFirst();
      lines.add(new CheckLine(kind, each.requiredText(kind, "a text")));
    }
    return lines;
  }

  private static Start start(Fields fields) {
    List<String> named = STARTS.stream().filter(fields::has).toList();
    if (named.size() != 1) {
      throw fields
          .place()
          .finding(
              "start: "
                  + (named.isEmpty() ? "nothing to wait for" : String.join(" and ", named))
                  + ", expected one of "
                  + String.join(", ", STARTS),
              "write start: {exit: true} or start: {until-port: 8080}");
    }
    FieldText words = fields.requiredText(named.getFirst(), "a text");
    if (named.getFirst().equals(Start.EXIT) && !words.flag()) {
      throw words.refused("true", "leave start out where nothing is to be timed");
    }
    Optional<FieldText> times = fields.text("times");
    int count = times.map(each -> (int) each.number(MOST_TIMES)).orElse(USUAL_TIMES);
    if (count == 0) {
      throw times
          .orElseThrow()
          .refused(
              "a number from 1 to " + MOST_TIMES, "leave start out where nothing is to be timed");
    }
    return new Start(named.getFirst(), words, count);
  }

  private static String note(FieldText text) {
    if (text.text().length() > LONGEST_NOTE
        || text.text().chars().anyMatch(Character::isISOControl)) {
      throw text.refused("one line of at most " + LONGEST_NOTE + " letters", "write less");
    }
    return text.text();
  }
}
