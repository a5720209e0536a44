package dev.kobako.cli;

import dev.kobako.image.Compression;
import dev.kobako.ladder.Extent;
import dev.kobako.ladder.Phase;
import dev.kobako.ladder.ReductionReport;
import dev.kobako.ladder.SlimPlan;
import dev.kobako.ladder.SlimResult;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/** What a reduction came to, or would come to, as text. */
final class SlimReport {
  private static final int REASONS = 12;
  private static final int PIECES = 8;

  private final PrintStream out;

  SlimReport(PrintStream out) {
    this.out = out;
  }

  /**
   * Prints what was made.
   *
   * @param written where the image is
   */
  void print(SlimResult result, List<String> written) throws IOException {
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
    if (isPlain(result)) {
      out.println("(it lies in the store as it is; a push compresses it)");
    }
    print(ReductionReport.of(result, PIECES), "kept", "removed, the biggest");
    if (!result.repaired().isEmpty()) {
      out.println();
      out.println("added, since a check asked for it in vain:");
      result.repaired().forEach(path -> out.println("  " + Columns.printable(path.toString())));
    }
    result.proof().ifPresent(proof -> out.println("\n" + proof.text()));
    out.println();
    print(result.times());
    written.forEach(place -> out.println("written to " + place));
    out.println(result.image().descriptor().digest());
  }

  private static boolean isPlain(SlimResult result) {
    return result.image().layers().stream()
        .allMatch(layer -> layer.compression() instanceof Compression.None);
  }

  /** Prints what would be made. */
  void print(SlimPlan plan) throws IOException {
    ReductionReport report = ReductionReport.of(plan.original(), plan.keepSet(), PIECES);
    long bytes = report.kept().stream().mapToLong(ReductionReport.Reasoned::bytes).sum();
    int files = report.kept().stream().mapToInt(ReductionReport.Reasoned::files).sum();
    out.println("nothing is written; " + Sizes.text(bytes) + " in " + files + " files would stay");
    print(report, "would stay", "would go, the biggest");
    out.println();
    print(plan.times());
  }

  private void print(ReductionReport report, String kept, String removed) {
    out.println();
    out.println(kept + ":");
    report.kept().stream()
        .limit(REASONS)
        .forEach(each -> line(each.bytes(), each.files(), words(each)));
    if (report.kept().size() > REASONS) {
      out.println("              and for " + (report.kept().size() - REASONS) + " more reasons");
    }
    if (!report.removed().isEmpty()) {
      out.println();
      out.println(removed + ":");
      report
          .removed()
          .forEach(each ->
              line(
                  each.bytes(),
                  each.files(),
                  each.path() + (each.owner().isEmpty() ? "" : "  of " + each.owner())));
    }
  }

  /** A reason that several paths share lacks the path that it led to. */
  private static String words(ReductionReport.Reasoned each) {
    String reason = each.reason();
    boolean leads = reason.endsWith(" by") || reason.endsWith(" of") || reason.endsWith(" for");
    return leads ? reason + " …" : reason;
  }

  private void line(long bytes, int files, String text) {
    out.printf("%s %6d  %s%n", Sizes.right(bytes), files, Columns.printable(text));
  }

  private void print(SortedMap<Phase, Duration> times) {
    times.forEach((phase, time) -> out.println(Sizes.seconds(time) + "  " + phase.words()));
  }
}
