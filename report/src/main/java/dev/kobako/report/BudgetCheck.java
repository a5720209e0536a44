package dev.kobako.report;

import dev.kobako.findings.Finding;
import dev.kobako.findings.FindingPlace;
import dev.kobako.findings.FindingReport;
import dev.kobako.findings.Level;
import dev.kobako.findings.Rule;
import dev.kobako.tree.Printable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** Holds an image against budgets. */
public final class BudgetCheck {
  private static final double HUNDRED = 100;

  private final String image;
  private final Analysis analysis;
  private final OptionalLong before;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A check.
   *
   * @param image what messages call it
   * @param analysis of it, made with {@link #wishes}
   * @param before bytes of the files of the image that it may not outgrow, if a budget asks for it
   */
  public BudgetCheck(String image, Analysis analysis, OptionalLong before) {
    this.image = Printable.escape(image);
    this.analysis = analysis;
    this.before = before;
  }

  /** What an analysis must look for, so that these budgets can be checked. */
  public static ImageAnalysis.Wishes wishes(List<Budget> budgets) {
    List<PathPattern> watched = new ArrayList<>();
    for (Budget each : budgets) {
      if (each instanceof Budget.ForbidPath(PathPattern pattern) && !watched.contains(pattern)) {
        watched.add(pattern);
      }
    }
    return new ImageAnalysis.Wishes(false, watched);
  }

  /**
   * All that is against the budgets; what is there twice is told once.
   *
   * @param version of kobako
   */
  public FindingReport report(List<Budget> budgets, String version) {
    Set<Rule> rules = new LinkedHashSet<>();
    for (Budget each : new LinkedHashSet<>(budgets)) {
      rules.add(each.rule());
      check(each);
    }
    return new FindingReport(image, version, List.copyOf(rules), findings);
  }

  private void check(Budget budget) {
    switch (budget) {
      case Budget.MaxSize(long bytes) ->
          atMost(budget, analysis.bytes(), bytes, "bytes in files", whatCouldGo());
      case Budget.MaxCompressed(long bytes) -> maxCompressed(budget, bytes);
      case Budget.MaxWaste(Amount amount) -> {
        long most = amount.of(analysis.bytes());
        atMost(budget, analysis.wastedBytes(), most, "bytes that nobody can see", whatIsWasted());
      }
      case Budget.MaxGrowth(Amount amount) -> growth(budget, amount, before.orElseThrow());
      case Budget.ForbidPath(PathPattern pattern) -> forbid(budget, pattern);
      case Budget.ForbidKind(FileKind kind) -> forbid(budget, kind);
      case Budget.ForbidSetuid() -> forbidSetuid(budget);
      case Budget.ForbidSecrets() -> forbidSecrets(budget);
      case Budget.DiveEfficiency(double least) -> {
        double is = analysis.dive().efficiency();
        if (is < least) {
          dive(budget, "dive's efficiency is " + text(is) + ", expected at least " + text(least));
        }
      }
      case Budget.DiveWastedBytes(long most) -> {
        long is = analysis.dive().wastedBytes();
        atMost(budget, is, most, "bytes that dive counts as wasted", whatIsWasted());
      }
      case Budget.DiveUserWasted(double most) -> {
        double is = analysis.dive().wastedUserPart();
        if (is > most) {
          String fact = "dive counts " + text(is) + " of the layers above the lowest as wasted";
          dive(budget, fact + ", expected at most " + text(most));
        }
      }
    }
  }

  private void maxCompressed(Budget budget, long most) {
    long plain = analysis.layers().stream().filter(layer -> !layer.isCompressed()).count();
    if (plain == 0) {
      atMost(budget, analysis.compressedBytes(), most, "bytes in blobs", whatCouldGo());
      return;
    }
    // A tar is no smaller for that it will be compressed when it is sent.
    String layers = plain + " of " + analysis.layers().size() + " layers not compressed";
    atMost(
        budget,
        analysis.compressedBytes(),
        most,
        "bytes in blobs, " + layers,
        "check what is pushed, or compress it: kobako copy "
            + image
            + " TARGET --compression gzip");
  }

  private void growth(Budget budget, Amount amount, long other) {
    atMost(
        budget,
        analysis.bytes() - other,
        amount.of(other),
        "bytes in files more than the image it is compared with",
        whatCouldGo());
  }

  private void dive(Budget budget, String fact) {
    add(budget, fact, whatIsWasted());
  }

  private void forbidSetuid(Budget budget) {
    for (Sighting file : analysis.privileged()) {
      sighted(
          budget,
          file,
          "runs as its owner or group (setuid or setgid)",
          "take the bit away in the RUN that brings the file: chmod ug-s");
    }
  }

  private void forbidSecrets(Budget budget) {
    for (Secret secret : analysis.secrets()) {
      sighted(
          budget,
          secret.sighting(),
          "holds what looks like this: " + secret.kind().text(),
          "revoke it, build without it, and give secrets to RUN by --mount=type=secret");
    }
    for (SettingSecret secret : analysis.settingSecrets()) {
      add(
          budget,
          Printable.text(secret.place()) + " holds what looks like this: " + secret.kind().text(),
          "revoke it, give secrets to RUN by --mount=type=secret, and to programs at their start");
    }
  }

  private void atMost(Budget budget, long is, long most, String what, String remedy) {
    if (is > most) {
      add(budget, is + " " + what + ", expected at most " + most, remedy);
    }
  }

  private void forbid(Budget budget, PathPattern pattern) {
    String remedy = "leave it out by .dockerignore, or delete it in the RUN that makes it";
    String forbids = Printable.text(pattern.toString()) + " forbids";
    for (WatchedPaths each : analysis.watched()) {
      if (!each.pattern().equals(pattern)) {
        continue;
      }
      for (Sighting file : each.sightings()) {
        sighted(budget, file, "is at a path that " + forbids, remedy);
      }
      if (each.more()) {
        add(
            budget,
            "there are more than these "
                + each.sightings().size()
                + " paths that "
                + forbids
                + ", which are not listed",
            remedy);
      }
    }
  }

  private void forbid(Budget budget, FileKind kind) {
    analysis.contents().kinds().stream()
        .filter(portion -> portion.name().equals(kind.text()) && portion.files() > 0)
        .forEach(portion ->
            add(
                budget,
                portion.files()
                    + (portion.files() == 1 ? " file" : " files")
                    + " of the kind "
                    + kind.id()
                    + " with "
                    + portion.bytes()
                    + " bytes, expected none",
                "see what to change: kobako explain " + image + " --advice --all"));
  }

  private void sighted(Budget budget, Sighting file, String fact, String remedy) {
    String hidden = file.visible() ? "" : ", hidden since, but still in the layer";
    findings.add(
        new Finding(
            budget.rule().id(),
            Level.ERROR,
            FindingPlace.of(image + Printable.escape(file.path().toString())),
            fact + " (layer " + file.layer() + hidden + ")",
            remedy));
  }

  private void add(Budget budget, String fact, String remedy) {
    findings.add(
        new Finding(budget.rule().id(), Level.ERROR, FindingPlace.of(image), fact, remedy));
  }

  private String whatCouldGo() {
    return "see what could go: kobako explain " + image + " --advice";
  }

  private String whatIsWasted() {
    return "see what is wasted: kobako explain " + image;
  }

  private static String text(double part) {
    return String.format(Locale.ROOT, "%.2f %%", HUNDRED * part);
  }
}
