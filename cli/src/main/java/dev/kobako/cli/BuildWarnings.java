package dev.kobako.cli;

import dev.kobako.build.Plan;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** What the checks of Dockerfiles have found, at the end of a build. */
final class BuildWarnings {
  /** Each once: the plans of several platforms have most in common. */
  private final SequencedSet<String> lines = new LinkedHashSet<>();

  void add(Plan plan) {
    plan.warnings().forEach(warning -> lines.add(warning.line(plan.dockerfile())));
  }

  void print(PrintStream out) {
    if (!lines.isEmpty()) {
      out.println(lines.size() == 1 ? "1 warning found:" : lines.size() + " warnings found:");
      lines.forEach(line -> out.println(" - " + line));
    }
  }
}
