package dev.kobako.compare;

import dev.kobako.config.FieldText;
import dev.kobako.config.Fields;
import dev.kobako.config.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads axes: lists of texts, or mappings of names to what they say. An axis that is called as a
 * single setting gives that; a text of any other is a build argument of the axis's name.
 */
final class AxisReader {
  private static final int MOST_AXES = 8;
  private static final int LONGEST_NAME = 60;

  private AxisReader() {}

  static List<Axis> axes(String file, Fields fields) {
    YamlValue value = fields.value("axes").orElseThrow(() -> MatrixFile.empty(file));
    if (!(value instanceof YamlValue.Mapping mapping)) {
      throw value
          .place()
          .finding(
              "axes: " + value.described() + ", expected a mapping of names to values",
              "write axes: and below it, for each, NAME: [VALUE, …]");
    }
    if (mapping.members().isEmpty()) {
      throw MatrixFile.empty(file);
    }
    if (mapping.members().size() > MOST_AXES) {
      throw mapping
          .place()
          .finding(
              "axes: " + mapping.members().size() + ", expected at most " + MOST_AXES,
              "compare in several files");
    }
    List<Axis> axes = new ArrayList<>();
    for (YamlValue.Member member : mapping.members()) {
      axes.add(axis(member));
    }
    return List.copyOf(axes);
  }

  private static Axis axis(YamlValue.Member member) {
    requireName(new FieldText(member.place(), "axes", member.name()));
    if (member.name().equals("with")) {
      throw member
          .place()
          .finding("axes: 'with' is what include calls settings", "choose another name");
    }
    SequencedMap<String, CellSettings> values =
        switch (member.value()) {
          case YamlValue.Sequence list -> listed(member.name(), list);
          case YamlValue.Mapping mapping -> named(member.name(), mapping);
          case YamlValue.Scalar scalar ->
              throw scalar
                  .place()
                  .finding(
                      "axes."
                          + member.name()
                          + ": "
                          + scalar.described()
                          + ", expected a list of texts or a mapping of names to settings",
                      "write " + member.name() + ": […]");
        };
    if (values.isEmpty()) {
      throw member
          .place()
          .finding("axes." + member.name() + ": no values, expected at least one", "add one");
    }
    return new Axis(member.name(), values);
  }

  private static SequencedMap<String, CellSettings> listed(String axis, YamlValue.Sequence list) {
    SequencedMap<String, CellSettings> values = new LinkedHashMap<>();
    for (YamlValue item : list.items()) {
      FieldText text = text("axes." + axis, item);
      requireName(text);
      if (values.put(text.text(), said(axis, text)) != null) {
        throw text.refused("a value that is not there yet", "remove one of them");
      }
    }
    return values;
  }

  private static SequencedMap<String, CellSettings> named(String axis, YamlValue.Mapping mapping) {
    SequencedMap<String, CellSettings> values = new LinkedHashMap<>();
    List<String> names = mapping.members().stream().map(YamlValue.Member::name).toList();
    for (YamlValue.Member member : mapping.members()) {
      requireName(new FieldText(member.place(), "axes." + axis, member.name()));
      CellSettings said =
          switch (member.value()) {
            case YamlValue.Scalar scalar when scalar.isNothing() -> CellSettings.NONE;
            case YamlValue.Scalar scalar ->
                said(axis, text("axes." + axis + "." + member.name(), scalar));
            case YamlValue.Mapping _, YamlValue.Sequence _ ->
                Fields.of(mapping, names)
                    .fields(member.name(), SettingsReader.FIELDS)
                    .map(SettingsReader::read)
                    .orElse(CellSettings.NONE);
          };
      values.put(member.name(), said);
    }
    return values;
  }

  /** What a text says of an axis. */
  private static CellSettings said(String axis, FieldText text) {
    if (SettingsReader.SINGLE.contains(axis)) {
      return SettingsReader.one(axis, text);
    }
    if (!SettingsReader.isVariable(axis)) {
      throw text.refused(
          "settings, since no build argument can be called '" + axis + "'",
          "write the axis as a mapping, as in " + axis + ": {small: {args: {…}}}");
    }
    return SettingsReader.argument(axis, text.text());
  }

  private static FieldText text(String field, YamlValue value) {
    if (value instanceof YamlValue.Scalar scalar && !scalar.isNothing()) {
      return new FieldText(scalar.place(), field, scalar.text());
    }
    throw value
        .place()
        .finding(field + ": " + value.described() + ", expected a text", "write one text");
  }

  private static void requireName(FieldText text) {
    Optional<String> wrong =
        text.text().isBlank() || !text.text().strip().equals(text.text())
            ? Optional.of("a name")
            : text.text().length() > LONGEST_NAME
                ? Optional.of("a name of at most " + LONGEST_NAME + " letters")
                : text.text().chars().anyMatch(AxisReader::isOdd)
                    ? Optional.of("a name without commas, = and control characters")
                    : Optional.empty();
    if (wrong.isPresent()) {
      throw text.refused(wrong.get(), "give it a name, as in small: VALUE");
    }
  }

  private static boolean isOdd(int c) {
    return c == ','
        || c == '='
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT;
  }
}
