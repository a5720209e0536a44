package dev.kobako.ladder;

import java.util.regex.Pattern;

/** What the text of a Perl program or module tells about its use of charsets. */
final class PerlSources {
  /**
   * A charset is what comes first of two arguments, so that methods of other things that are called
   * so, such as those of JSON, don't count.
   */
  private static final Pattern COMPUTES =
      Pattern.compile(
          "(?<![\\w>$@%&])(?<!sub\\s{1,9})(?:de|en)code(?=[(\\s])\\s*+\\(?+\\s*+\\$[^\\n,;()]{1,100}(?:\\(\\))?,"
              + "|(?<!\\w)find_(?:mime_)?encoding(?=[(\\s])\\s*+\\(?+\\s*+\\$"
              + "|(?<!\\w)from_to(?=[(\\s])\\s*+\\(?+[^\\n;]{1,100},\\s*\\$"
              + "|:encoding\\((?:\\$|['\"]\\s*+\\.)");

  private PerlSources() {}

  /** Whether a text encodes or decodes in a charset that it does not name by a constant. */
  static boolean computesCharset(String text) {
    return COMPUTES.matcher(text).find();
  }
}
