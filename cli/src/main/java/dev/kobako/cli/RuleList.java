package dev.kobako.cli;

import dev.kobako.ladder.CleanRule;
import dev.kobako.ladder.Family;
import dev.kobako.ladder.KeepRules;
import java.io.PrintStream;

/** What {@code kobako slim --list-rules} prints. */
final class RuleList {
  private RuleList() {}

  static void print(PrintStream out) {
    out.println("Clean rules, of all levels but repack:");
    CleanRule.all().forEach(rule -> print(rule.name(), rule.about(), out));
    out.println();
    out.println("Families, of levels package, minimal and proven:");
    Family.all().forEach(family -> print(family.name(), family.about(), out));
    out.println();
    out.println("Kinds of programs, of levels package, minimal and proven:");
    KeepRules.kinds().forEach(kind -> print(kind.label(), "Keeps " + kind.what() + ".", out));
  }

  private static void print(String name, String about, PrintStream out) {
    out.println("  " + name);
    out.println("      " + about);
  }
}
