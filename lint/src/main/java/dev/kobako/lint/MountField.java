package dev.kobako.lint;

/** The fields of a {@code --mount}: {@code type=cache,target=/a}. */
final class MountField {
  private MountField() {}

  /** The value of one, empty where it is not there. */
  static String of(String mount, String... names) {
    for (String field : mount.split(",")) {
      int equals = field.indexOf('=');
      for (String name : names) {
        if (equals >= 0 && field.substring(0, equals).equals(name)) {
          return Words.unquoted(field.substring(equals + 1));
        }
      }
    }
    return "";
  }
}
