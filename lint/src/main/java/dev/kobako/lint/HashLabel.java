package dev.kobako.lint;

import java.util.SortedMap;
import java.util.regex.Pattern;

/** A label that should be a commit of git. */
final class HashLabel extends TypedLabelRule {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{7}");

  HashLabel(SortedMap<String, LabelType> schema) {
    super(schema, LabelType.HASH);
  }

  @Override
  public Description description() {
    return new Description("DL3055", Severity.WARNING, "This label should be a commit of git");
  }

  @Override
  boolean isValid(String value) {
    return HASH.matcher(value).matches();
  }
}
