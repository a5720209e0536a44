package dev.kobako.lint;

import java.util.SortedMap;

/** A label of the schema without a value. */
final class EmptyLabel extends LabelRule {
  EmptyLabel(SortedMap<String, LabelType> schema) {
    super(schema);
  }

  @Override
  public Description description() {
    return new Description("DL3051", Severity.WARNING, "This label is empty");
  }

  @Override
  boolean breaks(String name, String value) {
    return value.isEmpty();
  }
}
