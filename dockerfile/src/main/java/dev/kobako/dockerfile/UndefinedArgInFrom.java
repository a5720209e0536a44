package dev.kobako.dockerfile;

import dev.kobako.diagnostic.Spelling;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What FROM expands was declared by an ARG before the first FROM. */
final class UndefinedArgInFrom implements BuildCheck {
  /** What is there without an ARG. */
  static final List<String> PREDEFINED =
      List.of(
          "BUILDARCH",
          "BUILDOS",
          "BUILDPLATFORM",
          "BUILDVARIANT",
          "TARGETARCH",
          "TARGETOS",
          "TARGETPLATFORM",
          "TARGETSTAGE",
          "TARGETVARIANT");

  @Override
  public String name() {
    return "UndefinedArgInFrom";
  }

  @Override
  public void check(CheckedFile file, Findings findings) {
    Set<String> known = new TreeSet<>(PREDEFINED);
    for (Instruction.Arg arg : file.globals()) {
      arg.arguments().forEach(each -> known.add(each.name()));
    }
    Expansion expansion = new Expansion(file.syntax().escape());
    for (CheckedFile.Stage stage : file.stages()) {
      Set<String> missing = new TreeSet<>(missing(expansion, stage.from().image()));
      stage.from().platform().ifPresent(flag -> missing.addAll(missing(expansion, flag.value())));
      missing.removeAll(known);
      for (String name : missing) {
        String meant =
            Spelling.nearest(name, List.copyOf(known))
                .map(near -> ", did you mean " + near + "?")
                .orElse("");
        findings.add(
            stage.from().statement(),
            "no ARG before the first FROM declares '%s'%s".formatted(name, meant));
      }
    }
  }

  private static Set<String> missing(Expansion expansion, String word) {
    try {
      return expansion.word(word, Expansion.Variables.NONE).missing();
    } catch (Expansion.IllegalExpansionException _) {
      return Set.of(); // ${X:?}, where a value would have been needed
    }
  }
}
