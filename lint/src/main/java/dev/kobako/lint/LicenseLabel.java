package dev.kobako.lint;

import java.util.SortedMap;

/** A label that should be the id of a license. */
final class LicenseLabel extends TypedLabelRule {
  LicenseLabel(SortedMap<String, LabelType> schema) {
    super(schema, LabelType.SPDX);
  }

  @Override
  public Description description() {
    return new Description(
        "DL3054", Severity.WARNING, "This label should be the id of a license in SPDX's list");
  }

  @Override
  boolean isValid(String value) {
    return SpdxLicenses.has(value);
  }
}
