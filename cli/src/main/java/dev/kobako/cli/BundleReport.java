package dev.kobako.cli;

import dev.kobako.image.Compression;
import dev.kobako.slim.BundlePlan;
import dev.kobako.slim.BundleResult;
import dev.kobako.slim.Guess;
import dev.kobako.slim.Hint;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.slim.PackedProgram;
import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a bundle has become, for people.
 *
 * @param plan what was asked for
 * @param result what was made
 * @param written where it went
 * @param compression of the new layers
 * @param time that it took
 */
record BundleReport(
    BundlePlan plan,
    BundleResult result,
    List<String> written,
    Compression compression,
    Duration time) {
  private static final int BIGGEST = 10;
  private static final int MOST_HINTS = 10;

  List<Kept> biggest() {
    return result.keepSet().biggestFiles().stream().limit(BIGGEST).toList();
  }

  void print(PrintStream out) {
    out.println(String.join(", ", written) + "  " + result.image().descriptor().digest());
    out.println(
        Sizes.text(result.diskBytes())
            + " on disk, "
            + Sizes.text(result.compressedBytes())
            + " compressed ("
            + compression
            + "), "
            + result.files()
            + " files, "
            + Sizes.seconds(time));
    out.println();
    for (Kept kept : biggest()) {
      out.println(
          Sizes.right(KeepSet.size(kept)) + "  " + kept.path() + "  " + kept.reason().text());
    }
    int rest = result.keepSet().biggestFiles().size() - BIGGEST;
    if (rest > 0) {
      out.println("            and " + rest + " smaller ones");
    }
    if (result.strippedBytes() > 0) {
      out.println();
      out.println("stripping saved " + Sizes.text(result.strippedBytes()) + " on disk");
    }
    printPacked(out);
    printGuesses(out);
    printHints(out);
    plan.notes().forEach(note -> out.println("note: " + note));
  }

  private void printPacked(PrintStream out) {
    for (PackedProgram program : result.packed()) {
      out.println();
      out.println(
          "UPX "
              + (program.kept() ? "packed " : "left alone ")
              + program.path()
              + ": "
              + program.verdict());
      out.println("            on disk     compressed  start       memory");
      out.println("  unpacked  " + row(program.plain()));
      out.println("  packed    " + row(program.packed()));
    }
  }

  private static String row(PackedProgram.Measure measure) {
    return Sizes.left(Sizes.text(measure.bytes()))
        + Sizes.left(Sizes.text(measure.compressedBytes()))
        + Sizes.left(measure.start().toMillis() + " ms")
        + Sizes.text(measure.peakMemory());
  }

  private void printGuesses(PrintStream out) {
    Map<Guess, Integer> guessed = new EnumMap<>(Guess.class);
    for (Kept kept : result.keepSet().all()) {
      kept.reason().guess().ifPresent(guess -> guessed.merge(guess, 1, Integer::sum));
    }
    if (!guessed.isEmpty()) {
      out.println();
      out.println(
          "guessed: "
              + guessed.entrySet().stream()
                  .map(entry -> entry.getKey().label() + " (" + entry.getValue() + ")")
                  .collect(Collectors.joining(", "))
              + "; --no-guess NAME leaves one out, --why PATH tells more");
    }
  }

  private void printHints(PrintStream out) {
    List<Hint> hints = plan.hints();
    if (hints.isEmpty()) {
      return;
    }
    out.println();
    out.println("not taken, perhaps needed (--data auto, --include PATH or --package NAME):");
    for (Hint hint : hints.subList(0, Math.min(MOST_HINTS, hints.size()))) {
      out.println("  " + hint.path() + "  " + hint.kind().words() + " " + hint.by());
    }
    if (hints.size() > MOST_HINTS) {
      out.println("  and " + (hints.size() - MOST_HINTS) + " more; --json lists all");
    }
  }
}
