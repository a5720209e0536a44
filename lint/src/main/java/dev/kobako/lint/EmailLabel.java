package dev.kobako.lint;

import java.util.SortedMap;
import java.util.regex.Pattern;

/** A label that should be an address. */
final class EmailLabel extends TypedLabelRule {
  private static final String ATOM = "[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+";
  private static final Pattern LOCAL =
      Pattern.compile(
          ATOM + "(?:\\." + ATOM + ")*|\"(?:[\\x20!\\x23-\\x5b\\x5d-\\x7e]|\\\\[\\x20-\\x7e])*\"");
  private static final String LABEL = "[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?";
  private static final Pattern DOMAIN =
      Pattern.compile(LABEL + "(?:\\." + LABEL + ")*|\\[[\\x21-\\x5a\\x5e-\\x7e]*\\]");

  EmailLabel(SortedMap<String, LabelType> schema) {
    super(schema, LabelType.EMAIL);
  }

  @Override
  public Description description() {
    return new Description("DL3058", Severity.WARNING, "This label should be an e-mail address");
  }

  @Override
  boolean isValid(String value) {
    int at = value.lastIndexOf('@');
    if (at < 1 || at > 64 || value.length() > 320) {
      return false;
    }
    return LOCAL.matcher(value.substring(0, at)).matches()
        && DOMAIN.matcher(value.substring(at + 1)).matches();
  }
}
