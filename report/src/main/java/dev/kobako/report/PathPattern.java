package dev.kobako.report;

import dev.kobako.tree.ImagePath;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Paths that a user describes: {@code *}, {@code ?} and {@code [...]} stand for parts of a name,
 * {@code **} for any folders. One that does not begin with a slash matches at any depth.
 */
public final class PathPattern {
  private static final int MOST = 4096;

  private final String text;
  private final Pattern pattern;

  private PathPattern(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /** Reads a pattern; empty for one that nothing can match. */
  public static Optional<PathPattern> parse(String text) {
    if (text.isBlank() || text.length() > MOST || text.indexOf('\0') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(new PathPattern(text, Pattern.compile(regex(text), Pattern.DOTALL)));
    } catch (PatternSyntaxException _) {
      return Optional.empty(); // a range that goes backwards
    }
  }

  private static String regex(String text) {
    StringBuilder regex = new StringBuilder();
    String whole = text.startsWith("/") ? text.substring(1) : "**/" + text;
    String[] names = whole.split("/");
    for (int i = 0; i < names.length; i++) {
      boolean last = i == names.length - 1;
      if (names[i].equals("**")) {
        regex.append(last ? "(?:/[^/]+)++" : "(?:/[^/]+)*");
      } else {
        regex.append('/').append(name(names[i]));
      }
    }
    return regex.toString();
  }

  private static String name(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      int close = c == '[' ? glob.indexOf(']', i + 2) : -1;
      if (close > 0) {
        String set = glob.substring(i + 1, close);
        boolean negated = set.length() > 1 && (set.startsWith("!") || set.startsWith("^"));
        regex
            .append(negated ? "[^/" : "[")
            .append((negated ? set.substring(1) : set).replaceAll("([^A-Za-z0-9-])", "\\\\$1"))
            .append(']');
        i = close;
      } else {
        regex.append(
            switch (c) {
              case '*' -> "[^/]*";
              case '?' -> "[^/]";
              default -> Pattern.quote(String.valueOf(c));
            });
      }
    }
    return regex.toString();
  }

  /** Whether it describes this path, as a whole. */
  boolean matches(ImagePath path) {
    return pattern.matcher(path.toString()).matches();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPattern same && text.equals(same.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As the user wrote it. */
  @Override
  public String toString() {
    return text;
  }
}
