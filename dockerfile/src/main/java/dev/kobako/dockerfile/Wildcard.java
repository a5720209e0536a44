package dev.kobako.dockerfile;

/**
 * Patterns for one path, segment by segment, as Go's {@code filepath.Match} has them: {@code *} and
 * {@code ?} match anything but a slash, {@code [a-z]} and {@code [^a-z]} one character of a class,
 * and a backslash takes the meaning of what follows.
 */
public final class Wildcard {
  /** Where a pattern is malformed: no position in it. */
  private static final int BAD = -2;

  /** Where the text does not match. */
  private static final int NONE = -1;

  private final String pattern;
  private final String name;

  /** Where the chunk of the pattern that is matched now starts and ends. */
  private int start;

  private int end;

  private Wildcard(String pattern, String name) {
    this.pattern = pattern;
    this.name = name;
  }

  /** Whether there is anything to match: {@code *}, {@code ?} or {@code [}, not escaped. */
  public static boolean isPattern(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\\' -> i++;
        case '*', '?', '[' -> {
          return true;
        }
        default -> {
          // a character that stands for itself
        }
      }
    }
    return false;
  }

  /**
   * Whether the whole of {@code name} matches. A slash is matched by a slash, and by a class that
   * has it. A {@linkplain #isMalformedFor malformed} pattern matches nothing.
   */
  public static boolean matches(String pattern, String name) {
    return new Wildcard(pattern, name).match() == name.length();
  }

  /**
   * Whether a malformed part is met when {@code name} is matched: a class that is not closed, is
   * empty or has half a range, or a backslash at the end. What comes after the first star is not
   * looked at before the name matches up to there.
   */
  public static boolean isMalformedFor(String pattern, String name) {
    return new Wildcard(pattern, name).match() == BAD;
  }

  /** Whether there is a malformed part anywhere, be it met or not. */
  public static boolean isMalformed(String pattern) {
    Wildcard whole = new Wildcard(pattern, "");
    while (whole.end < pattern.length()) {
      whole.nextChunk();
      if (whole.chunkAt(0) == BAD) {
        return true;
      }
    }
    return false;
  }

  /** The length of the name if it matches, {@link #NONE}, or {@link #BAD}. */
  private int match() {
    int at = 0;
    while (end < pattern.length()) {
      boolean star = nextChunk();
      if (star && start == end) {
        return name.indexOf('/', at) < 0 ? name.length() : NONE;
      }
      int found = chunkAt(at);
      boolean last = end == pattern.length();
      if (star) {
        // A chunk that fits further on is taken at the first place: a star before it takes the
        // rest.
        while ((found == NONE || (last && found >= 0 && found < name.length()))
            && at < name.length()
            && name.charAt(at) != '/') {
          at++;
          found = chunkAt(at);
        }
      }
      if (found < 0 || (last && found < name.length())) {
        return found == BAD ? BAD : NONE;
      }
      at = found;
    }
    return at == name.length() ? at : NONE;
  }

  /** Sets the next run of the pattern without a star; whether stars stand before it. */
  private boolean nextChunk() {
    start = end;
    while (start < pattern.length() && pattern.charAt(start) == '*') {
      start++;
    }
    boolean star = start > end;
    boolean inClass = false;
    for (end = start; end < pattern.length(); end++) {
      char c = pattern.charAt(end);
      if (c == '\\') {
        end = Math.min(end + 1, pattern.length() - 1);
      } else if (c == '[') {
        inClass = true;
      } else if (c == ']') {
        inClass = false;
      } else if (c == '*' && !inClass) {
        break;
      }
    }
    return star;
  }

  /**
   * Where the name goes on after the chunk. A chunk is read to its end even where it can't match
   * any more, to see whether it is well formed.
   */
  private int chunkAt(int from) {
    int at = from;
    int i = start;
    while (i < end) {
      int next = at < 0 || at >= name.length() ? NONE : name.codePointAt(at);
      char c = pattern.charAt(i);
      if (c == '[') {
        ClassEnd found = classAt(i + 1, next);
        if (found.end == BAD) {
          return BAD;
        }
        i = found.end;
        at = found.matches ? at + Character.charCount(next) : NONE;
        continue;
      }
      if (c == '?') {
        i++;
        at = next == NONE || next == '/' ? NONE : at + Character.charCount(next);
        continue;
      }
      if (c == '\\' && ++i == end) {
        return BAD;
      }
      int literal = pattern.codePointAt(i);
      i += Character.charCount(literal);
      at = next == literal ? at + Character.charCount(next) : NONE;
    }
    return at;
  }

  /**
   * @param end where the pattern goes on after the class, or {@link #BAD}
   */
  private record ClassEnd(int end, boolean matches) {}

  private ClassEnd classAt(int from, int character) {
    int i = from;
    boolean negated = i < end && pattern.charAt(i) == '^';
    if (negated) {
      i++;
    }
    boolean inside = false;
    for (int ranges = 0; ranges == 0 || i >= end || pattern.charAt(i) != ']'; ranges++) {
      int at = memberAt(i);
      if (at == BAD) {
        return new ClassEnd(BAD, false);
      }
      int low = pattern.codePointAt(at);
      int high = low;
      i = at + Character.charCount(low);
      if (pattern.charAt(i) == '-') {
        at = memberAt(i + 1);
        if (at == BAD) {
          return new ClassEnd(BAD, false);
        }
        high = pattern.codePointAt(at);
        i = at + Character.charCount(high);
      }
      inside |= low <= character && character <= high;
    }
    return new ClassEnd(i + 1, character != NONE && inside != negated);
  }

  /** Where the character of a class is that starts at {@code i}: something must follow it. */
  private int memberAt(int i) {
    if (i >= end || pattern.charAt(i) == '-' || pattern.charAt(i) == ']') {
      return BAD;
    }
    int at = pattern.charAt(i) == '\\' ? i + 1 : i;
    return at >= end || at + Character.charCount(pattern.codePointAt(at)) >= end ? BAD : at;
  }
}
