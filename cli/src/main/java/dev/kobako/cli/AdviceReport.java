package dev.kobako.cli;

import dev.kobako.report.Advice;
import dev.kobako.report.Analysis;
import dev.kobako.report.Saving;
import dev.kobako.tree.Printable;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What an image could be without, for people. */
final class AdviceReport {
  private static final int MOST_LINES = 8;
  private static final int MOST_TEXT = 110;
  private static final int MOST_LAYERS = 6;
  private static final String INDENT = " ".repeat(14);

  private final String image;
  private final Analysis analysis;
  private final PrintStream out;

  /**
   * A report.
   *
   * @param image as the user calls it
   */
  AdviceReport(String image, Analysis analysis, PrintStream out) {
    this.image = image;
    this.analysis = analysis;
    this.out = out;
  }

  /** A section of the page: each piece of advice with what does it. */
  void section() {
    List<Advice> shown = worthwhile();
    if (shown.isEmpty()) {
      return;
    }
    out.println();
    out.println("what could go (--advice tells more)");
    for (Advice each : shown.stream().limit(MOST_LINES).toList()) {
      head(each);
      out.println(INDENT + (each.command().isEmpty() ? each.change() : command(each)));
    }
    if (shown.size() > MOST_LINES) {
      out.println("  … and " + (shown.size() - MOST_LINES) + " more, which --advice shows");
    }
  }

  /**
   * All advice in full.
   *
   * @param all also what saves less than one percent
   */
  void print(boolean all) {
    List<Advice> shown = all ? analysis.advice().all() : worthwhile();
    out.println(
        Printable.text(image)
            + ": "
            + Sizes.text(analysis.bytes())
            + " on disk, "
            + Sizes.text(analysis.compressedBytes())
            + " as stored");
    for (Advice each : shown) {
      out.println();
      head(each);
      if (!each.layers().isEmpty() && each.files() > 0) {
        out.println(INDENT + layers(each));
      }
      if (!each.examples().isEmpty()) {
        out.println(INDENT + examples(each));
      }
      out.println(INDENT + "Dockerfile: " + Printed.of(each.change()));
      if (!each.command().isEmpty()) {
        out.println(INDENT + "or: " + command(each));
      }
    }
    out.println();
    int left = analysis.advice().all().size() - shown.size();
    if (left > 0) {
      out.println(left + " more would save less than 1 % each; --all shows them");
    }
    out.println("together: " + saving(analysis.advice().together()));
  }

  private List<Advice> worthwhile() {
    return analysis.advice().worthwhile(analysis.bytes(), analysis.compressedBytes());
  }

  private void head(Advice each) {
    out.println(
        (each.saving().bytes() > 0 ? Sizes.right(each.saving().bytes()) : Sizes.right(0))
            + "  "
            + shortened(Printed.of(each.what()))
            + (each.saving().compressed().isPresent()
                ? "  (" + Sizes.text(each.saving().compressed().getAsLong()) + " as stored)"
                : ""));
  }

  private String saving(Saving saving) {
    long bytes = analysis.bytes();
    return Sizes.text(saving.bytes())
        + " on disk"
        + (bytes == 0
            ? ""
            : String.format(Locale.ROOT, " (%.1f %%)", 100.0 * saving.bytes() / bytes))
        + (saving.compressed().isPresent()
            ? ", " + Sizes.text(saving.compressed().getAsLong()) + " as stored"
            : "");
  }

  private static String layers(Advice advice) {
    List<Advice.Share> shares = advice.layers();
    String files = advice.files() + (advice.files() == 1 ? " file" : " files");
    return files
        + " of layer"
        + (shares.size() == 1 ? " " : "s ")
        + shares.stream()
            .limit(MOST_LAYERS)
            .map(share ->
                share.layer() + (shares.size() == 1 ? "" : " (" + Sizes.text(share.bytes()) + ")"))
            .collect(Collectors.joining(", "))
        + (shares.size() > MOST_LAYERS ? " and " + (shares.size() - MOST_LAYERS) + " more" : "");
  }

  private static String examples(Advice advice) {
    StringBuilder line = new StringBuilder();
    for (String each : advice.examples()) {
      String next = (line.isEmpty() ? "" : ", ") + Printable.text(each);
      if (!line.isEmpty() && line.length() + next.length() > MOST_TEXT) {
        return line + ", …";
      }
      line.append(next);
    }
    return line.toString();
  }

  private String command(Advice advice) {
    return advice.command().replace(Advice.IMAGE, Printable.text(image));
  }

  private static String shortened(String text) {
    String line = text.replace("/bin/sh -c #(nop) ", "").replaceAll(" {2,}", " ");
    return line.length() <= MOST_TEXT ? line : line.substring(0, MOST_TEXT) + "…";
  }
}
