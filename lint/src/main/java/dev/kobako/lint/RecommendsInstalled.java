package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.Set;
import java.util.regex.Pattern;

/** Packages that nobody asked for, by whatever front end of apt. */
final class RecommendsInstalled implements Rule {
  /** As an option, or in a file of apt's configuration. */
  private static final Pattern SETTING =
      Pattern.compile("(?i)APT::Install-Recommends\\W+(false|0|no)");

  @Override
  public Description description() {
    return new Description("S05", Severity.INFO, "Install no packages that are only recommended");
  }

  @Override
  public Set<String> saidBy() {
    return Set.of("DL3015");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (LayerEffects layer : file.layers()) {
      LintedInstruction each = layer.instruction();
      if (each.instruction() instanceof Instruction.Run) {
        if (SETTING.matcher(each.script().text()).find()) {
          return;
        }
        if (each.script().any(RecommendsInstalled::takesRecommended)) {
          broken.add(each);
        }
      }
    }
  }

  private static boolean takesRecommended(ShellCommand command) {
    return (command.installs("apt-get") || command.installs("apt") || command.installs("aptitude"))
        && !command.hasFlag("no-install-recommends", "without-recommends", "R")
        && command.arguments().stream().noneMatch(word -> SETTING.matcher(word).find());
  }
}
