package dev.kobako.report;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which languages an image speaks, as gettext finds them out. */
final class Languages {
  private static final List<String> VARIABLES =
      List.of("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG");

  private Languages() {}

  /** English, and what the variables of the image name. */
  static Set<String> of(Map<String, String> environment) {
    Set<String> codes = new TreeSet<>(Set.of("en"));
    for (String variable : VARIABLES) {
      for (String name : environment.getOrDefault(variable, "").split(":")) {
        codes.add(code(name));
      }
    }
    return codes;
  }

  /** The language of a locale, without country, charset and variant: {@code pt_BR.UTF-8} is pt. */
  static String code(String locale) {
    int end = 0;
    while (end < locale.length() && Character.isLetter(locale.charAt(end))) {
      end++;
    }
    return locale.substring(0, end);
  }
}
