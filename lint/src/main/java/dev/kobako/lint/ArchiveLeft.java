package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** An archive that was fetched and unpacked, and is still there. */
final class ArchiveLeft implements Rule {
  @Override
  public Description description() {
    return new Description("S08", Severity.WARNING, "Remove an archive in the RUN that unpacks it");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    for (LayerEffects layer : file.layers()) {
      LintedInstruction each = layer.instruction();
      if (each.instruction() instanceof Instruction.Run run && run.mounts().isEmpty()) {
        left(each.script())
            .ifPresent(archive ->
                broken.add(
                    each, "Remove " + archive + " in this RUN, or pipe it into what unpacks it"));
      }
    }
  }

  /** An archive that the script fetches, unpacks and leaves. */
  private static Optional<String> left(RunScript script) {
    Set<String> fetched = new LinkedHashSet<>();
    Set<String> unpacked = new HashSet<>();
    for (ShellCommand command : script.commands()) {
      Downloads.of(command).stream()
          .map(Unpacking::plain)
          .filter(Unpacking::isArchive)
          .forEach(fetched::add);
      unpacked.addAll(Unpacking.archives(command));
      if (command.name().equals("find")) {
        if (command.hasArgument("-delete") || command.hasArgument("rm")) {
          fetched.clear(); // nobody knows what it finds
        }
      } else if (command.name().equals("rm") || command.name().equals("mv")) {
        command.operands().stream()
            .map(Unpacking::plain)
            .forEach(word -> fetched.removeIf(name -> removes(word, name)));
      }
    }
    return fetched.stream()
        .filter(name ->
            unpacked.contains(name)
                || unpacked.stream().anyMatch(other -> Words.lastOf(other).equals(name)))
        .findFirst();
  }

  /** Whether {@code rm} with a word takes a file away: by name, by pattern, or with its folder. */
  private static boolean removes(String word, String name) {
    if (word.contains("*") || word.contains("?") || word.contains("[")) {
      return true; // most probably
    }
    return LayerEffects.isBelow(name, word) || Words.lastOf(name).equals(Words.lastOf(word));
  }
}
