package dev.kobako.lint;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** A label that should be a time. */
final class TimeLabel extends TypedLabelRule {
  private static final Pattern FORM =
      Pattern.compile("[0-9]{4}-.*T[0-9]{2}:[0-9]{2}:[0-9]{2}[^:]*(Z|[+-][0-9]{2}:[0-9]{2})");

  TimeLabel(SortedMap<String, LabelType> schema) {
    super(schema, LabelType.RFC3339);
  }

  @Override
  public Description description() {
    return new Description(
        "DL3053", Severity.WARNING, "This label should be a time as RFC 3339 has it");
  }

  @Override
  boolean isValid(String value) {
    try {
      return FORM.matcher(value).matches() && OffsetDateTime.parse(value).getYear() >= 0;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
