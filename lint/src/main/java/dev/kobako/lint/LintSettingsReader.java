package dev.kobako.lint;

import dev.kobako.config.FieldText;
import dev.kobako.config.Fields;
import dev.kobako.config.Yaml;
import dev.kobako.config.YamlValue;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what files say of rules: hadolint's own and the field {@code lint} of kobako's. */
public final class LintSettingsReader {
  private static final String IGNORED = "ignored";
  private static final String OVERRIDE = "override";
  private static final String REGISTRIES = "trustedRegistries";
  private static final String LABELS = "label-schema";
  private static final String STRICT = "strict-labels";
  private static final String NO_PRAGMA = "disable-ignore-pragma";
  private static final String THRESHOLD = "failure-threshold";
  private static final String NO_FAIL = "no-fail";
  private static final String FORMAT = "format";
  private static final String FORMATS = "formats";
  private static final String BUILD_CHECKS = "build-checks";
  private static final String SHELL_CHECK = "shellcheck";
  private static final List<String> FIELDS =
      List.of(
          IGNORED,
          OVERRIDE,
          REGISTRIES,
          LABELS,
          STRICT,
          NO_PRAGMA,
          THRESHOLD,
          NO_FAIL,
          FORMAT,
          FORMATS,
          "no-color",
          BUILD_CHECKS,
          SHELL_CHECK);
  private static final List<String> OVERRIDES =
      List.of("error", "warning", "info", "style", "ignore");

  private LintSettingsReader() {}

  /**
   * Reads a file of hadolint's. Fields that nobody knows are passed over, as hadolint does.
   *
   * @param file how the user calls it, for messages
   * @throws KobakoException a finding with line and column, for a value that a field can't have
   */
  public static LintSettings hadolint(String file, byte[] bytes) {
    return Yaml.read(file, bytes).map(LintSettingsReader::knownOf).orElse(LintSettings.NONE);
  }

  private static LintSettings knownOf(YamlValue value) {
    return value instanceof YamlValue.Mapping mapping
        ? of(
            new YamlValue.Mapping(
                mapping.place(),
                mapping.members().stream().filter(each -> FIELDS.contains(each.name())).toList()))
        : of(value);
  }

  /**
   * Reads the field {@code lint} of {@code .kobako.yaml}.
   *
   * @throws KobakoException a finding with line and column, for what it can't be
   */
  public static LintSettings of(YamlValue value) {
    Fields fields = Fields.of(value, FIELDS);
    return new LintSettings(
        set(texts(fields, IGNORED)),
        severities(fields),
        set(texts(fields, REGISTRIES)),
        labels(fields),
        fields.text(STRICT).map(FieldText::flag),
        fields.text(NO_PRAGMA).map(FieldText::flag),
        fields.text(THRESHOLD).map(LintSettingsReader::severity),
        fields.text(NO_FAIL).map(FieldText::flag),
        format(fields),
        fields.text(BUILD_CHECKS).map(FieldText::flag),
        fields.text(SHELL_CHECK).map(FieldText::flag));
  }

  /** A list, or a single one without its brackets. */
  private static List<FieldText> texts(Fields fields, String name) {
    Optional<YamlValue> value = fields.value(name);
    if (value.isPresent() && value.get() instanceof YamlValue.Scalar scalar) {
      return scalar.isNothing() ? List.of() : fields.text(name).stream().toList();
    }
    return fields.texts(name);
  }

  private static SortedSet<String> set(List<FieldText> texts) {
    SortedSet<String> set = new TreeSet<>();
    texts.forEach(text -> set.add(text.text()));
    return set;
  }

  private static SortedMap<Severity, SortedSet<String>> severities(Fields fields) {
    SortedMap<Severity, SortedSet<String>> severities = new TreeMap<>();
    Optional<Fields> override = fields.fields(OVERRIDE, OVERRIDES);
    for (Severity severity : Severity.values()) {
      override
          .map(levels -> set(texts(levels, severity.word())))
          .filter(ids -> !ids.isEmpty())
          .ifPresent(ids -> severities.put(severity, ids));
    }
    return severities;
  }

  private static SortedMap<String, LabelType> labels(Fields fields) {
    SortedMap<String, LabelType> labels = new TreeMap<>();
    fields
        .pairs(LABELS)
        .forEach((name, type) ->
            labels.put(
                name.text(),
                LabelType.of(type.text())
                    .orElseThrow(() ->
                        type.refused(String.join(", ", LabelType.words()), "write one of them"))));
    return labels;
  }

  private static Severity severity(FieldText text) {
    return Severity.of(text.text())
        .orElseThrow(() ->
            text.refused(
                String.join(", ", Arrays.stream(Severity.values()).map(Severity::word).toList()),
                "write one of them"));
  }

  private static Optional<String> format(Fields fields) {
    List<FieldText> formats = new ArrayList<>(texts(fields, FORMATS));
    formats.addAll(texts(fields, FORMAT));
    return formats.stream().map(FieldText::text).findFirst();
  }
}
