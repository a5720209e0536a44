package dev.kobako.apt;

import java.util.ArrayList;
import java.util.List;

/** Cuts apt.conf(5) into names, values, braces and semicolons; comments go. */
final class AptConfigurationWords {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private int at;

  AptConfigurationWords(String text) {
    this.text = text;
  }

  List<String> all() {
    while (at < text.length()) {
      char each = text.charAt(at);
      if (each == '#' || text.startsWith("//", at)) {
        skipTo("\n");
      } else if (text.startsWith("/*", at)) {
        skipTo("*/");
      } else if (each == '"') {
        quoted();
      } else if (isSign(each)) {
        words.add(String.valueOf(each));
        at++;
      } else if (Character.isWhitespace(each)) {
        at++;
      } else {
        plain();
      }
    }
    return words;
  }

  private void skipTo(String end) {
    int found = text.indexOf(end, at);
    at = found < 0 ? text.length() : found + end.length();
  }

  private void quoted() {
    int end = text.indexOf('"', at + 1);
    int stop = end < 0 ? text.length() : end;
    words.add(text.substring(at + 1, stop));
    at = stop + 1;
  }

  private void plain() {
    int start = at;
    while (at < text.length()
        && !Character.isWhitespace(text.charAt(at))
        && !isSign(text.charAt(at))
        && text.charAt(at) != '"') {
      at++;
    }
    words.add(text.substring(start, at));
  }

  private static boolean isSign(char each) {
    return each == '{' || each == '}' || each == ';';
  }
}
