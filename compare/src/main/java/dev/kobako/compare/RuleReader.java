package dev.kobako.compare;

import dev.kobako.config.FieldText;
import dev.kobako.config.Fields;
import dev.kobako.config.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Reads {@code exclude} and {@code include}. */
final class RuleReader {
  private static final String WITH = "with";
  private static final int MOST = 256;

  private RuleReader() {}

  static List<CellRule> exclude(Fields fields, List<Axis> axes) {
    return rules(fields, "exclude", axes, names(axes));
  }

  static List<CellRule> include(Fields fields, List<Axis> axes) {
    List<String> known = new ArrayList<>(names(axes));
    known.add(WITH);
    List<CellRule> rules = rules(fields, "include", axes, known);
    for (CellRule rule : rules) {
      if (rule.values().size() < axes.size() && rule.with().isEmpty()) {
        List<String> missing = new ArrayList<>(names(axes));
        missing.removeAll(rule.values().keySet());
        throw rule.place()
            .finding(
                "include: names no value of " + MatrixFile.listed(missing) + ", and says nothing",
                "name a value of every axis to add a cell, or say under with: what holds for"
                    + " these");
      }
    }
    return rules;
  }

  private static List<String> names(List<Axis> axes) {
    return axes.stream().map(Axis::name).toList();
  }

  private static List<CellRule> rules(
      Fields fields, String field, List<Axis> axes, List<String> known) {
    List<CellRule> rules = new ArrayList<>();
    for (Fields entry : fields.list(field, known)) {
      if (rules.size() == MOST) {
        throw entry
            .place()
            .finding(field + ": more than " + MOST + " entries", "name several values in one");
      }
      SequencedMap<String, List<String>> values = new LinkedHashMap<>();
      for (Axis axis : axes) {
        entry
            .value(axis.name())
            .ifPresent(value -> values.put(axis.name(), values(axis, field, entry)));
      }
      if (values.isEmpty()) {
        throw entry
            .place()
            .finding(
                field + ": names no value, expected one of an axis",
                "write - {" + axes.getFirst().name() + ": VALUE}");
      }
      Optional<CellSettings> with =
          entry.has(WITH)
              ? entry.fields(WITH, SettingsReader.FIELDS).map(SettingsReader::read)
              : Optional.empty();
      rules.add(new CellRule(entry.place(), values, with));
    }
    return List.copyOf(rules);
  }

  private static List<String> values(Axis axis, String field, Fields entry) {
    List<FieldText> texts =
        entry.value(axis.name()).orElseThrow() instanceof YamlValue.Sequence
            ? entry.texts(axis.name())
            : List.of(entry.text(axis.name()).orElseThrow());
    List<String> known = List.copyOf(axis.values().keySet());
    List<String> values = new ArrayList<>();
    for (FieldText text : texts) {
      if (!known.contains(text.text())) {
        throw new FieldText(
                text.place(),
                field + "." + text.field().replaceFirst("^" + field + "\\.", ""),
                text.text())
            .refused("a value of that axis: " + MatrixFile.listed(known), "write one of them");
      }
      values.add(text.text());
    }
    return values;
  }
}
