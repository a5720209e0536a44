package dev.kobako.cli;

import dev.kobako.diagnostic.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a mistyped option or command was probably meant to be. */
final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  /** The known names nearest to the first unknown one, the nearest first; none if all are far. */
  static List<String> of(UnmatchedArgumentException error) {
    if (error.getUnmatched().isEmpty()) {
      return List.of();
    }
    String written = error.getUnmatched().getFirst().replaceAll("=.*", "");
    var spec = error.getCommandLine().getCommandSpec();
    Set<String> known = new TreeSet<>();
    if (written.startsWith("--")) {
      spec.optionsMap().keySet().stream().filter(name -> name.startsWith("--")).forEach(known::add);
    } else if (!written.startsWith("-")) {
      known.addAll(spec.subcommands().keySet());
    }
    int limit = Math.max(1, written.length() / 3);
    List<String> near = new ArrayList<>();
    for (String name : known) {
      if (Spelling.distance(written, name) <= limit
          || (written.length() > 3 && name.startsWith(written))) {
        near.add(name);
      }
    }
    near.sort(Comparator.comparingInt(name -> Spelling.distance(written, name)));
    return near.subList(0, Math.min(MOST, near.size()));
  }
}
