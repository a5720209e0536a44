package dev.kobako.lint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.SortedMap;

/** A label that should be a URL. */
final class UrlLabel extends TypedLabelRule {
  UrlLabel(SortedMap<String, LabelType> schema) {
    super(schema, LabelType.URL);
  }

  @Override
  public Description description() {
    return new Description("DL3052", Severity.WARNING, "This label should be a URL");
  }

  @Override
  boolean isValid(String value) {
    try {
      return new URI(value).isAbsolute();
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
