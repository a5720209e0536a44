package dev.kobako.ladder;

import java.util.List;
import java.util.Set;

/** What the text of a Python module tells about its use of charsets. */
final class PythonSources {
  /** Before what names a charset. */
  private static final List<String> BEFORE_CHARSET =
      List.of(".encode(", ".decode(", "encoding=", "codecs.lookup(", "codecs.getreader(");

  private static final Set<String> NAMES_NONE =
      Set.of("None", "True", "False", "errors", "encoding");

  private PythonSources() {}

  /**
   * Whether a text encodes or decodes in a charset that it does not name by a constant. Methods of
   * other things that are called so, such as those of JSON, count too.
   */
  static boolean computesCharset(String text) {
    for (String before : BEFORE_CHARSET) {
      int at = text.indexOf(before);
      while (at >= 0) {
        if (startsVariable(text, at + before.length())) {
          return true;
        }
        at = text.indexOf(before, at + 1);
      }
    }
    return false;
  }

  private static boolean startsVariable(String text, int start) {
    int from = start;
    while (from < text.length() && Character.isWhitespace(text.charAt(from))) {
      from++;
    }
    int end = from;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    boolean constant = end < text.length() && (text.charAt(end) == '"' || text.charAt(end) == '\'');
    return end > from
        && Character.isJavaIdentifierStart(text.charAt(from))
        && !constant
        && !NAMES_NONE.contains(text.substring(from, end));
  }
}
