package dev.kobako.check;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which patterns the lines of a program's output have matched. Safe for use by several threads. */
final class LogPatterns {
  private final List<Pattern> awaited;
  private final Set<Pattern> met = new HashSet<>();

  LogPatterns(Collection<Pattern> awaited) {
    this.awaited = List.copyOf(awaited);
  }

  void line(String line) {
    for (Pattern pattern : awaited) {
      if (!met(pattern) && pattern.matcher(line).find()) {
        synchronized (this) {
          met.add(pattern);
        }
      }
    }
  }

  synchronized boolean met(Pattern pattern) {
    return met.contains(pattern);
  }
}
