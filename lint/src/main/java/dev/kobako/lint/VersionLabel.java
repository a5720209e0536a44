package dev.kobako.lint;

import java.util.SortedMap;
import java.util.regex.Pattern;

/** A label that should be a version. */
final class VersionLabel extends TypedLabelRule {
  private static final String NUMBER = "(?:0|[1-9][0-9]*)";
  private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
  private static final Pattern VERSION =
      Pattern.compile(
          NUMBER
              + "\\."
              + NUMBER
              + "\\."
              + NUMBER
              + "(?:-"
              + IDENTIFIERS
              + ")?(?:\\+"
              + IDENTIFIERS
              + ")?");

  VersionLabel(SortedMap<String, LabelType> schema) {
    super(schema, LabelType.SEMVER);
  }

  @Override
  public Description description() {
    return new Description("DL3056", Severity.WARNING, "This label should be a semantic version");
  }

  @Override
  boolean isValid(String value) {
    return VERSION.matcher(value).matches();
  }
}
