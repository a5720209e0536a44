package dev.kobako.base;

import dev.kobako.config.FieldText;
import dev.kobako.config.Fields;
import dev.kobako.tree.ImagePath;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a {@link BaseFile} says about how the image is run. */
final class SettingsReader {
  private static final int LONGEST_USER = 32;

  private final Fields fields;

  SettingsReader(Fields fields) {
    this.fields = fields;
  }

  BaseRequest.BaseSettings settings() {
    return new BaseRequest.BaseSettings(
        pairs("environment", true),
        words("entrypoint"),
        words("command"),
        fields.text("workdir").map(SettingsReader::folder).orElse(""),
        fields.text("user").map(SettingsReader::user).orElse(""),
        pairs("labels", false));
  }

  private SortedMap<String, String> pairs(String field, boolean variables) {
    SortedMap<String, String> pairs = new TreeMap<>();
    fields
        .pairs(field)
        .forEach((name, value) -> {
          if (name.text().isEmpty()
              || name.text().indexOf('\0') >= 0
              || (variables && name.text().indexOf('=') >= 0)) {
            throw name.refused(
                variables ? "a name without '='" : "a name", "write NAME: VALUE for each");
          }
          pairs.put(name.text(), word(value));
        });
    return pairs;
  }

  private List<String> words(String field) {
    return fields.texts(field).stream().map(SettingsReader::word).toList();
  }

  /** No variable or argument of a program can hold a NUL. */
  private static String word(FieldText text) {
    if (text.text().indexOf('\0') >= 0) {
      throw text.refused("a text without NUL", "remove it");
    }
    return text.text();
  }

  private static String folder(FieldText text) {
    try {
      return ImagePath.of(text.text()).toString();
    } catch (IllegalArgumentException e) {
      throw text.refused("an absolute path in the image without '..'", "begin it with /");
    }
  }

  private static String user(FieldText text) {
    String user = text.text();
    int colon = user.indexOf(':');
    String group = colon < 0 ? "" : user.substring(colon + 1);
    String name = colon < 0 ? user : user.substring(0, colon);
    if (!isNameOrNumber(name) || (colon >= 0 && !isNameOrNumber(group))) {
      throw text.refused(
          "NAME or UID, or either with :GROUP", "name a user as in USER of a Dockerfile");
    }
    return user;
  }

  private static boolean isNameOrNumber(String text) {
    boolean number =
        !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number || isUserName(text);
  }

  /** What Debian's adduser takes as well (NAME_REGEX of adduser.conf(5)), and systemd's names. */
  static boolean isUserName(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_USER
        && (isLower(text.charAt(0)) || text.charAt(0) == '_')
        && text.chars().allMatch(c -> isLower(c) || (c >= '0' && c <= '9') || "-_".indexOf(c) >= 0);
  }

  private static boolean isLower(int c) {
    return c >= 'a' && c <= 'z';
  }
}
