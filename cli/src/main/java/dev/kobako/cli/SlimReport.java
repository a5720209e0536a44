package dev.kobako.cli;

import dev.kobako.image.Digest;
import dev.kobako.ladder.Extent;
import dev.kobako.ladder.Phase;
import dev.kobako.ladder.SlimResult;
import java.io.PrintStream;
import java.util.List;

/**
 * What a reduction came to, as text.
 *
 * @param digest of the image as it was written
 * @param written where the image is
 */
record SlimReport(SlimResult result, Digest digest, List<String> written) {
  void print(PrintStream out) {
    Extent before = result.before();
    Extent after = result.after();
    out.printf("%12s %14s %14s%n", "", "before", "after");
    out.printf(
        "%12s %14s %14s%n", "on disk", Sizes.text(before.bytes()), Sizes.text(after.bytes()));
    out.printf(
        "%12s %14s %14s%n",
        "compressed", Sizes.text(before.compressed()), Sizes.text(after.compressed()));
    out.printf("%12s %14d %14d%n", "files", before.files(), after.files());
    out.printf("%12s %14d %14d%n", "packages", before.packages(), after.packages());
    result.repaired().forEach(path -> out.println("added, since the check asked for it: " + path));
    result.proof().ifPresent(proof -> out.println(proof.text()));
    for (Phase phase : result.times().keySet()) {
      out.println(Sizes.seconds(result.times().get(phase)) + "  " + phase.words());
    }
    written.forEach(place -> out.println("written to " + place));
    out.println(digest);
  }
}
