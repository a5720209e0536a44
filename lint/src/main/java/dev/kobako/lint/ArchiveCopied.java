package dev.kobako.lint;

import dev.kobako.dockerfile.Instruction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** COPY of an archive that a RUN unpacks: the layer keeps the archive beside what was in it. */
final class ArchiveCopied implements Rule {
  private static final Set<String> UNPACKING =
      Set.of("unzip", "gunzip", "bunzip2", "unlzma", "unxz", "zgz", "uncompress", "zcat", "gzcat");

  private record Copied(LintedInstruction instruction, String archive) {}

  @Override
  public Description description() {
    return new Description(
        "DL3010",
        Severity.INFO,
        "ADD unpacks a tar by itself: no copy of the archive stays in a layer");
  }

  @Override
  public void check(LintedFile file, Breaches broken) {
    List<Copied> copied = new ArrayList<>();
    Set<Copied> unpacked = new LinkedHashSet<>();
    for (LintedInstruction each : file.instructions()) {
      switch (each.instruction()) {
        case Instruction.From _ -> {
          copied.clear();
          unpacked.clear();
        }
        case Instruction.Copy copy when !copy.add() && copy.from().isEmpty() ->
            archives(copy).forEach(archive -> copied.add(new Copied(each, archive)));
        case Instruction.Run _ -> {
          for (Copied one : copied) {
            if (each.script().any(command -> unpacks(command, one.archive))) {
              unpacked.add(one);
            }
          }
        }
        default -> {}
      }
    }
    unpacked.forEach(each -> broken.add(each.instruction));
  }

  /** By the names that they have in the image. */
  private static List<String> archives(Instruction.Copy copy) {
    String destination = Words.unquoted(copy.destination());
    return Words.isArchive(destination)
        ? List.of(Words.lastOf(destination))
        : copy.sources().stream()
            .map(source -> Words.lastOf(Words.unquoted(source)))
            .filter(Words::isArchive)
            .distinct()
            .toList();
  }

  private static boolean unpacks(ShellCommand command, String archive) {
    return (UNPACKING.contains(command.name()) || isExtractingTar(command))
        && command.operands().stream()
            .anyMatch(word -> Words.lastOf(Words.unquoted(word)).equals(archive));
  }

  private static boolean isExtractingTar(ShellCommand command) {
    return command.name().equals("tar")
        && command.arguments().stream()
            .anyMatch(word ->
                word.equals("--extract")
                    || word.equals("--get")
                    || (word.startsWith("-") && word.contains("x")));
  }
}
