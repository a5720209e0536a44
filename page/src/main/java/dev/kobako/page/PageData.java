package dev.kobako.page;

import dev.kobako.report.Advice;
import dev.kobako.report.Analysis;
import dev.kobako.report.DuplicateFiles;
import dev.kobako.report.LayerAnalysis;
import dev.kobako.report.Secret;
import dev.kobako.report.SettingSecret;
import dev.kobako.report.Sighting;
import dev.kobako.report.Waste;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a page shows, as maps, lists and numbers. Texts of others in it are fit to be shown. */
final class PageData {
  /** A list that is longer says how many lines more it would have. */
  private static final int MOST_LINES = 2000;

  private static final int MOST_PATHS = 20;
  private static final int MOST_INSTRUCTION = 2000;

  private PageData() {}

  /**
   * All of it.
   *
   * @param before the image that this one is compared with
   */
  static Map<String, Object> of(Subject image, Optional<Subject> before) {
    Analysis analysis = image.survey().analysis();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("now", facts(image));
    before.ifPresent(subject -> json.put("before", facts(subject)));
    json.put(
        "files",
        FileColumns.of(
            image.survey().inventory(), before.map(subject -> subject.survey().inventory())));
    json.put("advice", lines(analysis.advice().all(), advice -> advice(advice, image.name())));
    json.put("waste", lines(causes(analysis.waste()), PageData::cause));
    json.put("duplicates", lines(analysis.duplicates(), PageData::duplicate));
    json.put("privileged", lines(analysis.privileged(), PageData::sighting));
    json.put("secrets", lines(secrets(analysis), line -> line));
    return json;
  }

  /** Those among the settings first: a file can be deleted, they are for all to read. */
  private static List<Map<String, Object>> secrets(Analysis analysis) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (SettingSecret secret : analysis.settingSecrets()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("place", ShownText.of(secret.place()));
      line.put("kind", secret.kind().text());
      all.add(line);
    }
    for (Secret secret : analysis.secrets()) {
      Map<String, Object> line = sighting(secret.sighting());
      line.put("kind", secret.kind().text());
      all.add(line);
    }
    return all;
  }

  private static Map<String, Object> facts(Subject image) {
    Analysis analysis = image.survey().analysis();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", ShownText.of(image.name()));
    json.put("digest", image.digest());
    json.put("platform", ShownText.of(image.platform()));
    json.put("bytes", analysis.bytes());
    json.put("compressed", analysis.compressedBytes());
    json.put("visible", analysis.contents().bytes());
    json.put("files", analysis.contents().files());
    json.put("wasted", analysis.wastedBytes());
    analysis
        .contents()
        .unread()
        .ifPresent(unread -> json.put("unread", ShownText.of(unread.text())));
    json.put("layers", analysis.layers().stream().map(PageData::layer).toList());
    return json;
  }

  private static Map<String, Object> layer(LayerAnalysis layer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("digest", layer.digest().toString());
    json.put(
        "instruction",
        ShownText.cut(layer.instruction().replace("/bin/sh -c #(nop) ", ""), MOST_INSTRUCTION));
    json.put("bytes", layer.bytes());
    json.put("compressed", layer.compressedBytes());
    json.put("hidden", layer.hiddenBytes());
    json.put("caused", layer.causedWaste());
    json.put("added", layer.changes().added());
    json.put("changed", layer.changes().changed());
    json.put("deleted", layer.changes().deleted());
    return json;
  }

  /** The first of the lines, and how many more there are. */
  private static <T> Map<String, Object> lines(List<T> items, Function<T, Object> form) {
    List<T> shown = items.subList(0, Math.min(MOST_LINES, items.size()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("lines", shown.stream().map(form).toList());
    json.put("more", items.size() - shown.size());
    return json;
  }

  /** Waste that has the same cause, that with the most bytes first. */
  private static List<List<Waste>> causes(List<Waste> waste) {
    record Cause(int shippedBy, int hiddenBy, Waste.Fate fate) {}
    Map<Cause, List<Waste>> causes = new LinkedHashMap<>();
    for (Waste each : waste) {
      causes
          .computeIfAbsent(
              new Cause(each.shippedBy(), each.hiddenBy(), each.fate()), _ -> new ArrayList<>())
          .add(each);
    }
    List<List<Waste>> sorted = new ArrayList<>(causes.values());
    sorted.sort((one, other) -> Long.compare(bytes(other), bytes(one)));
    return sorted;
  }

  private static long bytes(List<Waste> waste) {
    return waste.stream().mapToLong(Waste::bytes).sum();
  }

  private static Map<String, Object> cause(List<Waste> files) {
    Waste first = files.getFirst();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", first.shippedBy());
    json.put("by", first.hiddenBy());
    json.put("fate", first.fate().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    json.put("bytes", bytes(files));
    json.put("files", files.size());
    json.put(
        "largest",
        files.stream()
            .limit(MOST_PATHS)
            .map(each -> List.of(ShownText.of(each.path().toString()), each.bytes()))
            .toList());
    return json;
  }

  private static Map<String, Object> duplicate(DuplicateFiles duplicate) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bytes", duplicate.bytes());
    json.put("extra", duplicate.additionalBytes());
    json.put("copies", duplicate.copies().size());
    json.put(
        "paths",
        duplicate.copies().stream()
            .limit(MOST_PATHS)
            .map(copy -> List.of(ShownText.of(copy.path().toString()), copy.layer()))
            .toList());
    return json;
  }

  private static Map<String, Object> advice(Advice advice, String image) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("what", ShownText.cut(advice.what(), MOST_INSTRUCTION));
    json.put("bytes", advice.saving().bytes());
    advice.saving().compressed().ifPresent(bytes -> json.put("compressed", bytes));
    json.put("files", advice.files());
    json.put("examples", advice.examples().stream().map(ShownText::of).toList());
    json.put("change", ShownText.of(advice.change()));
    json.put("command", ShownText.of(advice.command().replace(Advice.IMAGE, image)));
    return json;
  }

  private static Map<String, Object> sighting(Sighting file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", ShownText.of(file.path().toString()));
    json.put("layer", file.layer());
    json.put("visible", file.visible());
    return json;
  }
}
