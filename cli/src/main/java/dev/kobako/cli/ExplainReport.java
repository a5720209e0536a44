package dev.kobako.cli;

import dev.kobako.image.Image;
import dev.kobako.report.Analysis;
import dev.kobako.report.Contents;
import dev.kobako.report.DuplicateFiles;
import dev.kobako.report.LayerAnalysis;
import dev.kobako.report.Portion;
import dev.kobako.report.Sighting;
import dev.kobako.report.Waste;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Printable;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Where an image's bytes went, on a page. Names of others are escaped. */
final class ExplainReport {
  private static final int MOST_LAYERS = 40;
  private static final int MOST_LINES = 8;

  private final Analysis analysis;
  private final PrintStream out;

  ExplainReport(Analysis analysis, PrintStream out) {
    this.analysis = analysis;
    this.out = out;
  }

  void print(String name, Image image) {
    Contents contents = analysis.contents();
    out.println(Printable.text(name) + "  " + image.descriptor().digest());
    out.println(
        image.config().platform()
            + ", "
            + Sizes.text(analysis.bytes())
            + " on disk, "
            + Sizes.text(analysis.compressedBytes())
            + " as stored, "
            + counted(analysis.layers().size(), "layer")
            + "; "
            + Sizes.text(contents.bytes())
            + " visible in "
            + counted(contents.files(), "file")
            + ", "
            + Sizes.text(analysis.wastedBytes())
            + " wasted"
            + part(analysis.wastedBytes()));
    layers();
    portions("folders", contents.folders());
    section(
        "files",
        contents.largest(),
        file -> line(file.bytes(), escaped(file.path()) + "  layer " + file.layer()));
    packages(contents);
    contents
        .unread()
        .ifPresent(why -> {
          out.println();
          out.println(Printed.of(why.text()));
        });
    kinds();
    waste();
    duplicates();
    people();
    new AdviceReport(name, analysis, out).section();
    out.println();
    out.println(
        String.format(
            Locale.ROOT,
            "dive's figures: efficiency %.2f %%, %s wasted",
            100 * analysis.dive().efficiency(),
            Sizes.text(analysis.dive().wastedBytes())));
  }

  private void layers() {
    out.println();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("layer", "on disk", "as stored", "wasted", "added", "changed", "deleted", "by"));
    int shown = Math.min(MOST_LAYERS, analysis.layers().size());
    for (LayerAnalysis layer : analysis.layers().subList(0, shown)) {
      LayerAnalysis.Changes changes = layer.changes();
      rows.add(
          List.of(
              String.valueOf(layer.number()),
              Sizes.text(layer.bytes()),
              Sizes.text(layer.compressedBytes()),
              layer.hiddenBytes() == 0 ? "-" : Sizes.text(layer.hiddenBytes()),
              String.valueOf(changes.added()),
              String.valueOf(changes.changed()),
              String.valueOf(changes.deleted()),
              ""));
    }
    List<String> lines = new Columns(rows, 0).lines();
    out.println(lines.getFirst());
    for (int i = 0; i < shown; i++) {
      out.println((lines.get(i + 1) + "  " + instruction(i)).stripTrailing());
    }
    if (shown < analysis.layers().size()) {
      out.println(
          "… and " + (analysis.layers().size() - shown) + " layers more, which --json lists");
    }
  }

  private String instruction(int layer) {
    return Printed.instruction(analysis.layers().get(layer).instruction());
  }

  private void portions(String title, List<Portion> portions) {
    section(
        title,
        portions,
        each ->
            line(each.bytes(), Printable.text(each.name()) + "  " + counted(each.files(), "file")));
  }

  /** The largest, and in their midst what belongs to none. */
  private void packages(Contents contents) {
    if (contents.packages().isEmpty()) {
      return;
    }
    List<Portion> all = new ArrayList<>();
    contents
        .packages()
        .forEach(each -> all.add(new Portion(each.owner().toString(), each.files(), each.bytes())));
    if (contents.unowned().files() > 0) {
      all.add(contents.unowned());
    }
    all.sort(Comparator.comparingLong(Portion::bytes).reversed());
    portions("packages", all);
  }

  private void kinds() {
    List<Portion> kinds = new ArrayList<>(analysis.contents().kinds());
    kinds.removeIf(kind -> kind.name().equals("other") || kind.bytes() == 0);
    if (analysis.contents().debugBytes() > 0) {
      kinds.add(new Portion("debug sections of ELF files", 0, analysis.contents().debugBytes()));
    }
    section(
        "seldom needed",
        kinds,
        kind ->
            line(
                kind.bytes(),
                kind.name() + (kind.files() == 0 ? "" : "  " + counted(kind.files(), "file"))));
  }

  /** Waste by what has caused it: one line an instruction and kind of change. */
  private void waste() {
    Map<String, List<Waste>> causes = new LinkedHashMap<>();
    for (Waste each : analysis.waste()) {
      String cause = each.shippedBy() + " " + each.hiddenBy() + " " + each.fate();
      causes.computeIfAbsent(cause, _ -> new ArrayList<>()).add(each);
    }
    List<List<Waste>> sorted = new ArrayList<>(causes.values());
    sorted.sort((one, other) -> Long.compare(bytes(other), bytes(one)));
    section(
        "wasted",
        sorted,
        files -> {
          Waste cause = files.getFirst();
          line(
              bytes(files),
              "of layer "
                  + cause.shippedBy()
                  + " "
                  + fate(cause.fate())
                  + " layer "
                  + cause.hiddenBy()
                  + ": "
                  + escaped(files.getFirst().path())
                  + (files.size() > 1 ? " and " + (files.size() - 1) + " more" : "")
                  + by(cause.hiddenBy()));
        });
  }

  private String by(int layer) {
    String instruction = instruction(layer);
    return instruction.isEmpty() ? "" : " (" + instruction + ")";
  }

  private static String fate(Waste.Fate fate) {
    return switch (fate) {
      case DELETED -> "deleted by";
      case REPLACED -> "replaced by";
      case ATTRIBUTES_CHANGED -> "shipped again for another mode or owner by";
      case REPEATED -> "shipped again as it was by";
    };
  }

  private static long bytes(List<Waste> waste) {
    return waste.stream().mapToLong(Waste::bytes).sum();
  }

  private void duplicates() {
    Set<ImagePath> wereLinks = new HashSet<>();
    analysis.lostLinks().forEach(links -> wereLinks.addAll(links.paths()));
    section(
        "more than once",
        analysis.duplicates(),
        each ->
            line(
                each.additionalBytes(),
                each.copies().size()
                    + " times "
                    + Sizes.text(each.bytes())
                    + ": "
                    + escaped(each.copies().getFirst().path())
                    + ", "
                    + escaped(each.copies().get(1).path())
                    + (each.copies().size() > 2 ? ", …" : "")
                    + lost(each, wereLinks)));
  }

  private static String lost(DuplicateFiles duplicate, Set<ImagePath> wereLinks) {
    boolean wereOne = duplicate.copies().stream().anyMatch(copy -> wereLinks.contains(copy.path()));
    return wereOne ? "  (were hard links)" : "";
  }

  private void people() {
    section("setuid or setgid", analysis.privileged(), file -> out.println("  " + sighting(file)));
    List<String> secrets = new ArrayList<>();
    analysis
        .settingSecrets()
        .forEach(each -> secrets.add(each.kind().text() + "  " + escaped(each.place())));
    analysis
        .secrets()
        .forEach(each -> secrets.add(each.kind().text() + "  " + sighting(each.sighting())));
    section("secrets", secrets, each -> out.println("  " + each));
  }

  private static String sighting(Sighting file) {
    return escaped(file.path())
        + "  layer "
        + file.layer()
        + (file.visible() ? "" : "  (hidden since, but still in the layer)");
  }

  private <T> void section(String title, List<T> items, Consumer<T> print) {
    if (items.isEmpty()) {
      return;
    }
    out.println();
    out.println(title);
    items.stream().limit(MOST_LINES).forEach(print);
    if (items.size() > MOST_LINES) {
      out.println("  … and " + (items.size() - MOST_LINES) + " more, which --json lists");
    }
  }

  private void line(long bytes, String text) {
    out.println(Sizes.right(bytes) + "  " + text);
  }

  private String part(long bytes) {
    return analysis.bytes() == 0
        ? ""
        : String.format(Locale.ROOT, " (%.1f %%)", 100.0 * bytes / analysis.bytes());
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static String escaped(Object path) {
    return Printable.text(path.toString());
  }
}
