package dev.kobako.project;

import java.util.regex.Pattern;

/** Patterns of paths in manifests: {@code *} is any one name, {@code **} any number of them. */
final class Glob {
  private Glob() {}

  static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      if (glob.startsWith("**/", i)) {
        regex.append("(?:[^/]+/){0,16}");
        i += 2;
      } else if (glob.charAt(i) == '*') {
        regex.append("[^/]*");
        while (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
          i++;
        }
      } else if (glob.charAt(i) == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
      }
    }
    return Pattern.compile(regex.toString());
  }
}
