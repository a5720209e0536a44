package dev.kobako.cli;

import dev.kobako.report.FileChange;
import dev.kobako.report.ImageDiff;
import dev.kobako.report.LayerMatch;
import dev.kobako.report.PackageChange;
import dev.kobako.report.PortionChange;
import dev.kobako.report.SettingChange;
import dev.kobako.tree.Printable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is different between two images, on a page. Names of others are escaped. */
final class DiffReport {
  private static final int MOST_LINES = 8;
  private static final int MOST_LAYERS = 40;

  private final ImageDiff diff;
  private final boolean all;
  private final PrintStream out;

  /**
   * A report.
   *
   * @param all whether long lists are printed whole
   */
  DiffReport(ImageDiff diff, boolean all, PrintStream out) {
    this.diff = diff;
    this.all = all;
    this.out = out;
  }

  void print(String before, String after) {
    out.println(Printable.text(before) + " -> " + Printable.text(after));
    totals();
    counts();
    section("layers", MOST_LAYERS, diff.layers(), DiffReport::layer);
    section("settings", diff.settings(), DiffReport::setting);
    section("packages", diff.packages(), DiffReport::version);
    unread("before", diff.before());
    unread("after", diff.after());
    section("folders", diff.folders(), DiffReport::portion);
    section("kinds", diff.kinds(), DiffReport::portion);
    section("files of packages", diff.owners(), DiffReport::portion);
    files("added", FileChange.What.ADDED, _ -> true);
    files("removed", FileChange.What.REMOVED, _ -> true);
    files("grown", FileChange.What.CHANGED, change -> change.growth() > 0);
    files("shrunk", FileChange.What.CHANGED, change -> change.growth() < 0);
    files("changed with the same size", FileChange.What.CHANGED, change -> change.growth() == 0);
    files("other mode, owner or links", FileChange.What.ATTRIBUTES, _ -> true);
  }

  private void unread(String which, ImageDiff.Side side) {
    side.unread()
        .ifPresent(why -> {
          out.println();
          out.println(which + ": " + Printed.of(why.text()));
        });
  }

  private void totals() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "before", "after", "growth"));
    rows.add(sizes("on disk", ImageDiff.Side::bytes));
    rows.add(sizes("compressed", ImageDiff.Side::compressedBytes));
    rows.add(sizes("visible", ImageDiff.Side::visibleBytes));
    long before = diff.before().files();
    long after = diff.after().files();
    rows.add(
        List.of("files", String.valueOf(before), String.valueOf(after), signed(after - before)));
    out.println();
    new Columns(rows, 1).print(out);
  }

  private List<String> sizes(String what, Function<ImageDiff.Side, Long> side) {
    long before = side.apply(diff.before());
    long after = side.apply(diff.after());
    return List.of(what, Sizes.text(before), Sizes.text(after), growth(after - before));
  }

  private void counts() {
    out.println();
    if (diff.changes().isEmpty()) {
      out.println("no file differs");
      return;
    }
    List<String> parts = new ArrayList<>();
    for (FileChange.What what : FileChange.What.values()) {
      List<FileChange> changes = diff.changes(what);
      if (!changes.isEmpty()) {
        long growth = changes.stream().mapToLong(FileChange::growth).sum();
        parts.add(changes.size() + " " + words(what) + (growth == 0 ? "" : " " + growth(growth)));
      }
    }
    out.println(String.join(", ", parts));
  }

  private static String words(FileChange.What what) {
    return switch (what) {
      case ADDED -> "added";
      case REMOVED -> "removed";
      case CHANGED -> "changed";
      case ATTRIBUTES -> "with other attributes";
      case TIME -> "with another time only";
    };
  }

  private static String layer(LayerMatch layer) {
    String mark =
        switch (layer.where()) {
          case SHARED -> "=";
          case REMOVED -> "-";
          case ADDED -> "+";
        };
    return (Sizes.right(layer.bytes())
            + "  "
            + mark
            + " layer "
            + layer.number()
            + "  "
            + Printed.instruction(layer.instruction()))
        .stripTrailing();
  }

  private static String setting(SettingChange setting) {
    return "  "
        + Printable.text(setting.name())
        + ": "
        + value(setting.before())
        + " -> "
        + value(setting.after());
  }

  private static String value(String text) {
    return text.isEmpty() ? "nothing" : Printable.text(text);
  }

  private static String version(PackageChange change) {
    String name = Printable.text(change.name());
    String before = Printable.text(change.before().orElse(""));
    String after = Printable.text(change.after().orElse(""));
    return change.before().isEmpty()
        ? "  + " + name + " " + after
        : change.after().isEmpty()
            ? "  - " + name + " " + before
            : "  ~ " + name + " " + before + " -> " + after;
  }

  private static String portion(PortionChange change) {
    return right(change.growth())
        + "  "
        + Printable.text(change.name())
        + "  "
        + Sizes.text(change.before().bytes())
        + " -> "
        + Sizes.text(change.after().bytes())
        + (change.before().files() == change.after().files()
            ? ""
            : ", " + change.before().files() + " -> " + change.after().files() + " files");
  }

  private void files(String title, FileChange.What what, Predicate<FileChange> chosen) {
    List<FileChange> files =
        diff.changes(what).stream()
            .filter(chosen)
            .sorted(
                Comparator.comparingLong((FileChange change) -> Math.abs(change.growth()))
                    .reversed()
                    .thenComparing(FileChange::path))
            .toList();
    section(title, files, DiffReport::file);
  }

  private static String file(FileChange change) {
    String aspects =
        change.aspects().stream()
            .map(aspect -> aspect.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    String text =
        right(change.growth())
            + "  "
            + Printable.text(change.path().toString())
            + (change.what() == FileChange.What.CHANGED
                ? "  " + Sizes.text(change.bytesBefore()) + " -> " + Sizes.text(change.bytesAfter())
                : "");
    return aspects.isEmpty() || aspects.equals("content") ? text : text + "  (" + aspects + ")";
  }

  private <T> void section(String title, List<T> items, Function<T, String> line) {
    section(title, MOST_LINES, items, line);
  }

  private <T> void section(String title, int most, List<T> items, Function<T, String> line) {
    if (items.isEmpty()) {
      return;
    }
    out.println();
    out.println(title);
    int shown = all ? items.size() : Math.min(items.size(), most);
    items.subList(0, shown).forEach(item -> out.println(line.apply(item)));
    if (shown < items.size()) {
      out.println("  … and " + (items.size() - shown) + " more, which --all lists");
    }
  }

  private static String right(long growth) {
    String text = growth(growth);
    return " ".repeat(Math.max(0, 12 - text.length())) + text;
  }

  private static String growth(long bytes) {
    return bytes == 0 ? "-" : (bytes > 0 ? "+" : "-") + Sizes.text(Math.abs(bytes));
  }

  private static String signed(long count) {
    return count == 0 ? "-" : String.format(Locale.ROOT, "%+d", count);
  }
}
