package dev.kobako.dockerfile;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The patterns of a {@code .dockerignore} or of {@code COPY --exclude}, with moby's rules
 * (patternmatcher): the last match decides, {@code !} takes back, a match of a parent covers what
 * is below.
 *
 * <p>What a pattern means for a path depends on the directories above it, since moby looks there
 * only for patterns that could have changed something at that place. So paths are asked from the
 * top down: a {@link Standing} is what the patterns say of a directory and of all above it.
 */
public final class IgnorePatterns {
  /** Nothing is ignored. */
  public static final IgnorePatterns NONE = new IgnorePatterns(List.of());

  /** As many bytes as Go's scanner takes for a line. */
  private static final int MAX_LINE = 64 * 1024;

  /** A hand-written file has some dozens; each is tried on each path. */
  private static final int MAX_PATTERNS = 10_000;

  private final List<IgnorePattern> patterns;
  private final Standing top;

  /**
   * What the patterns say of a directory: whether it is left out, and which of them also hold for
   * what is below it.
   */
  public static final class Standing {
    private final boolean ignored;
    private final boolean[] matched;

    private Standing(boolean ignored, boolean[] matched) {
      this.ignored = ignored;
      this.matched = matched;
    }

    /** Whether the directory itself is left out. */
    public boolean ignored() {
      return ignored;
    }
  }

  private IgnorePatterns(List<IgnorePattern> patterns) {
    this.patterns = List.copyOf(patterns);
    this.top = new Standing(false, new boolean[patterns.size()]);
  }

  /**
   * Reads an ignore file; comments, blank lines, a byte order mark and CRLF as moby has them.
   *
   * @param place what messages call it
   * @throws KobakoException a finding with the line of a malformed pattern
   */
  public static IgnorePatterns parse(String place, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    List<IgnorePattern> patterns = new ArrayList<>();
    int number = 0;
    for (String each : text.split("\n")) {
      String line = each.endsWith("\r") ? each.substring(0, each.length() - 1) : each;
      String here = place + ":" + ++number;
      if (line.length() >= MAX_LINE) {
        throw malformed(here, "a line of " + line.length() + " characters");
      }
      String pattern = line.startsWith("#") ? "" : trimmed(line);
      if (!pattern.isEmpty()) {
        add(patterns, here, relative(pattern));
      }
    }
    return new IgnorePatterns(patterns);
  }

  /**
   * The patterns that a flag gives.
   *
   * @param place what messages call them
   * @throws KobakoException a finding that shows a malformed one
   */
  public static IgnorePatterns of(String place, List<String> texts) {
    List<IgnorePattern> patterns = new ArrayList<>();
    for (String text : texts) {
      add(patterns, place, text);
    }
    return new IgnorePatterns(patterns);
  }

  /** The pattern of a file's line, counted from the root of the context. */
  private static String relative(String line) {
    boolean negated = line.startsWith("!");
    String pattern = negated ? trimmed(line.substring(1)) : line;
    if (!pattern.isEmpty()) {
      pattern = LexicalPath.clean(pattern);
      pattern = pattern.length() > 1 && pattern.startsWith("/") ? pattern.substring(1) : pattern;
    }
    return negated ? "!" + pattern : pattern;
  }

  private static void add(List<IgnorePattern> patterns, String place, String text) {
    String trimmed = trimmed(text);
    if (trimmed.isEmpty()) {
      return;
    }
    // Shortened with its '!', as moby does: '!..' is a name then.
    String pattern = LexicalPath.clean(trimmed);
    boolean negated = pattern.startsWith("!");
    if (negated && pattern.length() == 1) {
      throw malformed(place, "'!' without a pattern to take back");
    }
    if (patterns.size() == MAX_PATTERNS) {
      throw malformed(place, "more than " + MAX_PATTERNS + " patterns");
    }
    try {
      patterns.add(new IgnorePattern(negated ? pattern.substring(1) : pattern, negated));
    } catch (IllegalArgumentException e) {
      throw malformed(place, "malformed pattern '" + pattern + "': " + e.getMessage());
    }
  }

  private static KobakoException malformed(String place, String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            place,
            fact,
            "write a pattern of names, '*', '?', '**' and classes such as [a-z]; a backslash before"
                + " one of these stands for the character itself"));
  }

  /** Without white space around it, as Go's {@code strings.TrimSpace} sees that. */
  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char c) {
    return (c >= '\t' && c <= '\r')
        || c == ' '
        || c == '\u0085'
        || c == '\u00a0'
        || (c > 0xff && Character.isSpaceChar(c));
  }

  /** What holds at the root of the context, which can't be ignored. */
  public Standing top() {
    return top;
  }

  /** Whether there is no pattern at all. */
  public boolean isEmpty() {
    return patterns.isEmpty();
  }

  /**
   * What holds of and below a directory.
   *
   * @param parent what holds of the directory that it is in
   * @param path relative to the root, with slashes, without leading one
   */
  public Standing standing(Standing parent, String path) {
    if (patterns.isEmpty()) {
      return top;
    }
    boolean[] matched = new boolean[patterns.size()];
    return new Standing(ignores(parent, path, matched), matched);
  }

  /** Whether a path is left out, given what holds of the directory that it is in. */
  public boolean ignores(Standing parent, String path) {
    return !patterns.isEmpty() && ignores(parent, path, null);
  }

  private boolean ignores(Standing parent, String path, boolean @Nullable [] matched) {
    boolean ignored = false;
    for (int i = 0; i < patterns.size(); i++) {
      IgnorePattern pattern = patterns.get(i);
      // A pattern that would change nothing is not tried, and so does not hold below either.
      boolean match =
          parent.matched[i] || (pattern.isNegated() == ignored && pattern.matches(path));
      if (matched != null) {
        matched[i] = match;
      }
      ignored = match ? !pattern.isNegated() : ignored;
    }
    return ignored;
  }

  /**
   * Whether a path is left out.
   *
   * @param path relative, with slashes, without leading one
   */
  public boolean ignores(String path) {
    Standing above = top;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      above = standing(above, path.substring(0, slash));
    }
    return ignores(above, path);
  }

  /**
   * Whether nothing below an ignored directory can be taken back, so that it need not be listed.
   */
  public boolean ignoresAllBelow(String directory) {
    for (IgnorePattern pattern : patterns) {
      if (pattern.isNegated() && pattern.canMatchBelow(directory)) {
        return false;
      }
    }
    return true;
  }
}
