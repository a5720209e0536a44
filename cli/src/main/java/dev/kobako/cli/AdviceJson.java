package dev.kobako.cli;

import dev.kobako.report.Advice;
import dev.kobako.report.AdviceList;
import dev.kobako.report.Saving;
import dev.kobako.tree.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an image could be without, for machines; sizes in bytes. */
final class AdviceJson {
  private AdviceJson() {}

  static List<Map<String, Object>> of(AdviceList advice) {
    return advice.all().stream().map(AdviceJson::of).toList();
  }

  static Map<String, Object> together(AdviceList advice) {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, advice.together());
    return json;
  }

  private static Map<String, Object> of(Advice advice) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", advice.kind().id());
    json.put("what", Printable.escape(advice.what()));
    json.put("files", advice.files());
    put(json, advice.saving());
    json.put("layers", advice.layers().stream().map(AdviceJson::share).toList());
    json.put("examples", advice.examples().stream().map(Printable::escape).toList());
    json.put("dockerfile", advice.change());
    if (!advice.command().isEmpty()) {
      json.put("command", advice.command());
    }
    return json;
  }

  private static void put(Map<String, Object> json, Saving saving) {
    json.put("saved", saving.bytes());
    saving.compressed().ifPresent(bytes -> json.put("savedCompressed", bytes));
  }

  private static Map<String, Object> share(Advice.Share share) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("layer", share.layer());
    json.put("size", share.bytes());
    return json;
  }
}
