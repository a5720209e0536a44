package dev.kobako.cli;

import dev.kobako.image.Image;
import dev.kobako.report.Analysis;
import dev.kobako.report.Contents;
import dev.kobako.report.DuplicateFiles;
import dev.kobako.report.LayerAnalysis;
import dev.kobako.report.LostLinks;
import dev.kobako.report.PackagePortion;
import dev.kobako.report.Portion;
import dev.kobako.report.Secret;
import dev.kobako.report.SettingSecret;
import dev.kobako.report.Sighting;
import dev.kobako.report.Waste;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Printable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Where an image's bytes went, for machines; sizes in bytes, layers numbered from 0. */
final class ExplainJson {
  private ExplainJson() {}

  static String of(String name, Image image, Analysis analysis) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    Contents contents = analysis.contents();
    json.put("name", name);
    json.put("manifest", image.descriptor().digest().toString());
    json.put("platform", image.config().platform().toString());
    json.put("size", analysis.bytes());
    json.put("compressedSize", analysis.compressedBytes());
    json.put("visibleSize", contents.bytes());
    json.put("visibleFiles", contents.files());
    json.put("wastedSize", analysis.wastedBytes());
    json.put("debugSize", contents.debugBytes());
    json.put("layers", list(analysis.layers(), ExplainJson::layer));
    json.put("folders", list(contents.folders(), ExplainJson::portion));
    json.put("packages", list(contents.packages(), ExplainJson::owned));
    json.put("noPackage", portion(contents.unowned()));
    contents
        .unread()
        .ifPresent(unread -> json.put("unreadPackages", Printable.escape(unread.why())));
    json.put("kinds", list(contents.kinds(), ExplainJson::portion));
    json.put("largest", list(contents.largest(), ExplainJson::file));
    json.put("waste", list(analysis.waste(), ExplainJson::waste));
    json.put("duplicates", list(analysis.duplicates(), ExplainJson::duplicate));
    json.put("lostLinks", list(analysis.lostLinks(), ExplainJson::lost));
    json.put("setuid", list(analysis.privileged(), ExplainJson::sighting));
    json.put("secrets", list(analysis.secrets(), ExplainJson::secret));
    json.put("settingSecrets", list(analysis.settingSecrets(), ExplainJson::settingSecret));
    json.put("dive", dive(analysis));
    json.put("advice", AdviceJson.of(analysis.advice()));
    json.put("adviceTogether", AdviceJson.together(analysis.advice()));
    return JsonText.of(json);
  }

  private static <T> List<Map<String, Object>> list(
      List<T> items, Function<T, Map<String, Object>> form) {
    return items.stream().map(form).toList();
  }

  private static Map<String, Object> layer(LayerAnalysis layer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", layer.number());
    json.put("digest", layer.digest().toString());
    json.put("instruction", layer.instruction());
    json.put("size", layer.bytes());
    json.put("compressedSize", layer.compressedBytes());
    json.put("compressed", layer.isCompressed());
    json.put("added", layer.changes().added());
    json.put("changed", layer.changes().changed());
    json.put("deleted", layer.changes().deleted());
    json.put("wastedSize", layer.hiddenBytes());
    json.put("causedWaste", layer.causedWaste());
    return json;
  }

  private static Map<String, Object> portion(Portion portion) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", Printable.escape(portion.name()));
    json.put("files", portion.files());
    json.put("size", portion.bytes());
    return json;
  }

  private static Map<String, Object> owned(PackagePortion portion) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", Printable.escape(portion.owner().name()));
    json.put("version", Printable.escape(portion.owner().version()));
    json.put("ecosystem", portion.owner().ecosystem().type());
    json.put("files", portion.files());
    json.put("size", portion.bytes());
    return json;
  }

  private static Map<String, Object> file(Contents.File file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", path(file.path()));
    json.put("size", file.bytes());
    json.put("layer", file.layer());
    return json;
  }

  private static Map<String, Object> waste(Waste waste) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", path(waste.path()));
    json.put("size", waste.bytes());
    json.put("layer", waste.shippedBy());
    json.put("by", waste.hiddenBy());
    json.put("fate", JsonText.word(waste.fate()));
    return json;
  }

  private static Map<String, Object> duplicate(DuplicateFiles duplicate) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("size", duplicate.bytes());
    json.put("additionalSize", duplicate.additionalBytes());
    json.put(
        "copies",
        list(
            duplicate.copies(),
            copy -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("path", path(copy.path()));
              one.put("layer", copy.layer());
              return one;
            }));
    return json;
  }

  private static Map<String, Object> lost(LostLinks links) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("size", links.bytes());
    json.put("lost", links.lost());
    json.put("paths", links.paths().stream().map(ExplainJson::path).toList());
    return json;
  }

  private static Map<String, Object> sighting(Sighting file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", path(file.path()));
    json.put("layer", file.layer());
    json.put("visible", file.visible());
    return json;
  }

  private static Map<String, Object> secret(Secret secret) {
    Map<String, Object> json = sighting(secret.sighting());
    json.put("kind", JsonText.word(secret.kind()));
    return json;
  }

  private static Map<String, Object> settingSecret(SettingSecret secret) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("place", Printable.escape(secret.place()));
    json.put("kind", JsonText.word(secret.kind()));
    return json;
  }

  private static Map<String, Object> dive(Analysis analysis) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("efficiency", analysis.dive().efficiency());
    json.put("wastedBytes", analysis.dive().wastedBytes());
    json.put("userWastedPercent", analysis.dive().wastedUserPart());
    return json;
  }

  /** Bytes of a name that are no text can't be in JSON otherwise. */
  private static String path(ImagePath path) {
    return Printable.escape(path.toString());
  }
}
