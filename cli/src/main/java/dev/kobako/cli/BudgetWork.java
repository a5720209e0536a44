package dev.kobako.cli;

import dev.kobako.findings.FindingFormat;
import dev.kobako.findings.FindingReport;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Layer;
import dev.kobako.image.Platform;
import dev.kobako.report.Analysis;
import dev.kobako.report.Budget;
import dev.kobako.report.BudgetCheck;
import dev.kobako.report.BudgetFile;
import dev.kobako.tree.Printable;
import java.io.IOException;
import java.util.OptionalLong;

/** Holds an image against budgets and writes what is found. */
final class BudgetWork {
  private final Session session;
  private final Console console;
  private final Platform platform;

  BudgetWork(Session session, Console console, Platform platform) {
    this.session = session;
    this.console = console;
    this.platform = platform;
  }

  /**
   * 0, or 1 where a budget is not kept.
   *
   * @param analysis of the image, made with what the budgets wish
   * @param known bytes of the files of the image to compare with, if somebody has counted them
   */
  int run(
      ImageLocation location,
      Analysis analysis,
      BudgetFile budgets,
      FindingFormat format,
      OptionalLong known)
      throws IOException {
    boolean compares = budgets.budgets().stream().anyMatch(Budget.MaxGrowth.class::isInstance);
    OptionalLong before = compares && known.isEmpty() ? fileBytes(budgets.against()) : known;
    session.display().close();
    FindingReport report =
        new BudgetCheck(location.toString(), analysis, before)
            .report(budgets.budgets(), Main.VERSION);
    if (format == FindingFormat.TEXT) {
      int rules = report.rules().size();
      console
          .out()
          .println(
              Printable.text(location.toString())
                  + ": "
                  + rules
                  + (rules == 1 ? " budget, " : " budgets, ")
                  + (report.findings().isEmpty()
                      ? "all kept"
                      : report.findings().size()
                          + (report.findings().size() == 1 ? " finding" : " findings")));
    }
    console.out().print(format.write(report));
    return report.fails() ? 1 : 0;
  }

  private OptionalLong fileBytes(String text) throws IOException {
    Image other = session.homes().read(ImageLocation.parse(text), platform);
    long sum = 0;
    try (FileSizes sizes = new FileSizes(session.store())) {
      for (Layer layer : other.layers()) {
        sum += sizes.of(layer).bytes().orElseThrow();
      }
    }
    return OptionalLong.of(sum);
  }
}
