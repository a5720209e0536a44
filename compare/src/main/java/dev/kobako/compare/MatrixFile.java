package dev.kobako.compare;

import dev.kobako.config.FieldText;
import dev.kobako.config.Fields;
import dev.kobako.config.Quoted;
import dev.kobako.config.Yaml;
import dev.kobako.config.YamlValue;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@code matrix.yaml}; {@code docs/compare.md} has its fields. */
public final class MatrixFile {
  private static final List<String> OWN =
      List.of("title", "images", "axes", "exclude", "include", "change", "plot");
  private static final List<String> FIELDS =
      Stream.concat(OWN.stream(), SettingsReader.FIELDS.stream()).toList();
  private static final int LONGEST_TITLE = 120;
  private static final int MOST_IMAGES = 32;

  private MatrixFile() {}

  /**
   * Reads one.
   *
   * @param file how the user calls it, for messages
   * @throws KobakoException a finding with line and column, for what means nothing
   */
  public static Matrix read(String file, byte[] bytes) {
    YamlValue value = Yaml.read(file, bytes).orElseThrow(() -> empty(file));
    Fields fields = Fields.of(value, FIELDS);
    List<Axis> axes = AxisReader.axes(file, fields);
    List<CellRule> exclude = RuleReader.exclude(fields, axes);
    List<CellRule> include = RuleReader.include(fields, axes);
    return new Matrix(
        file,
        fields.text("title").map(MatrixFile::title).orElse(file),
        images(fields),
        SettingsReader.read(fields),
        axes,
        exclude,
        include,
        fields.fields("change", List.of("file", "append")).map(MatrixFile::change),
        fields.fields("plot", List.of("x", "y")).map(MatrixFile::plot));
  }

  static KobakoException empty(String file) {
    return KobakoException.finding(
        Diagnostic.of(file, "has no axes", "write axes: and below it, for each, NAME: [VALUE, …]"));
  }

  private static String title(FieldText text) {
    if (text.text().isBlank()
        || text.text().length() > LONGEST_TITLE
        || text.text().chars().anyMatch(Character::isISOControl)) {
      throw text.refused(
          "one line of at most " + LONGEST_TITLE + " letters", "write a shorter one");
    }
    return text.text();
  }

  private static List<MadeImage> images(Fields fields) {
    Optional<YamlValue> value = fields.value("images");
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof YamlValue.Mapping mapping)) {
      throw value
          .get()
          .place()
          .finding(
              "images: "
                  + value.get().described()
                  + ", expected a mapping of names to what they are made of",
              "write images: {tools: {base: tools.yaml}}");
    }
    List<String> names = mapping.members().stream().map(YamlValue.Member::name).toList();
    if (names.size() > MOST_IMAGES) {
      throw mapping
          .place()
          .finding(
              "images: " + names.size() + ", expected at most " + MOST_IMAGES, "leave out some");
    }
    Fields all = Fields.of(mapping, names);
    return mapping.members().stream().map(member -> image(all, member)).toList();
  }

  private static MadeImage image(Fields all, YamlValue.Member member) {
    BuildSettings build =
        all.fields(member.name(), SettingsReader.IMAGE_FIELDS)
            .map(SettingsReader::build)
            .orElseThrow();
    if (!member.name().matches("[a-z0-9]+([._-][a-z0-9]+)*")) {
      throw new FieldText(member.place(), "images", member.name())
          .refused("a name of small letters, digits and single . _ -", "choose another name");
    }
    if (!build.isBuild() && build.base().isEmpty()) {
      throw member
          .place()
          .finding(
              "images." + member.name() + ": nothing to make it of, expected base or dockerfile",
              "write base: FILE.yaml, or dockerfile: FILE");
    }
    return new MadeImage(member.name(), build);
  }

  private static Change change(Fields fields) {
    FieldText file = fields.requiredText("file", "a file of the context");
    if (file.text().startsWith("/")
        || List.of(file.text().split("/", -1)).stream()
            .anyMatch(each -> each.isEmpty() || each.equals(".."))
        || file.text().chars().anyMatch(Character::isISOControl)) {
      throw file.refused("a path in the context", "write it as in src/main.rs");
    }
    return new Change(file.text(), fields.text("append").map(FieldText::text).orElse(""));
  }

  private static PlotAxes plot(Fields fields) {
    return new PlotAxes(
        measure(fields.requiredText("x", "a measure")),
        measure(fields.requiredText("y", "a measure")));
  }

  private static Measure measure(FieldText text) {
    String word = text.oneOf(Arrays.stream(Measure.values()).map(Measure::word).toList());
    return Measure.of(word).orElseThrow();
  }

  /** How names are written in messages. */
  static String listed(List<String> names) {
    return names.stream().limit(20).map(Quoted::of).collect(Collectors.joining(", "))
        + (names.size() > 20 ? ", …" : "");
  }
}
