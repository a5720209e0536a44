package dev.kobako.cli;

import dev.kobako.report.FileChange;
import dev.kobako.report.ImageDiff;
import dev.kobako.report.LayerMatch;
import dev.kobako.report.PackageChange;
import dev.kobako.report.PortionChange;
import dev.kobako.report.SettingChange;
import dev.kobako.tree.Printable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What is different between two images, for machines; sizes in bytes, layers numbered from 0. */
final class DiffJson {
  private DiffJson() {}

  static String of(String before, String after, ImageDiff diff) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("same", diff.isSame());
    json.put("before", side(before, diff.before()));
    json.put("after", side(after, diff.after()));
    json.put("counts", counts(diff));
    json.put("layers", list(diff.layers(), DiffJson::layer));
    json.put("settings", list(diff.settings(), DiffJson::setting));
    json.put("packages", list(diff.packages(), DiffJson::version));
    json.put("folders", list(diff.folders(), DiffJson::portion));
    json.put("kinds", list(diff.kinds(), DiffJson::portion));
    json.put("owners", list(diff.owners(), DiffJson::portion));
    json.put("changes", list(diff.changes(), DiffJson::change));
    return JsonText.of(json);
  }

  private static <T> List<Map<String, Object>> list(
      List<T> items, Function<T, Map<String, Object>> form) {
    return items.stream().map(form).toList();
  }

  private static Map<String, Object> side(String name, ImageDiff.Side side) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("size", side.bytes());
    json.put("compressedSize", side.compressedBytes());
    json.put("visibleSize", side.visibleBytes());
    json.put("visibleFiles", side.files());
    side.unread().ifPresent(unread -> json.put("unreadPackages", Printable.escape(unread.why())));
    return json;
  }

  private static Map<String, Object> counts(ImageDiff diff) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (FileChange.What what : FileChange.What.values()) {
      json.put(JsonText.word(what), diff.changes(what).size());
    }
    return json;
  }

  private static Map<String, Object> layer(LayerMatch layer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("where", JsonText.word(layer.where()));
    json.put("number", layer.number());
    json.put("diffId", layer.diffId().toString());
    json.put("instruction", layer.instruction());
    json.put("size", layer.bytes());
    json.put("compressedSize", layer.compressedBytes());
    return json;
  }

  private static Map<String, Object> setting(SettingChange setting) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", setting.name());
    json.put("before", setting.before());
    json.put("after", setting.after());
    return json;
  }

  private static Map<String, Object> version(PackageChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", change.name());
    json.put("before", change.before().orElse(null));
    json.put("after", change.after().orElse(null));
    return json;
  }

  private static Map<String, Object> portion(PortionChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", Printable.escape(change.name()));
    json.put("sizeBefore", change.before().bytes());
    json.put("sizeAfter", change.after().bytes());
    json.put("filesBefore", change.before().files());
    json.put("filesAfter", change.after().files());
    return json;
  }

  private static Map<String, Object> change(FileChange change) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", Printable.escape(change.path().toString()));
    json.put("what", JsonText.word(change.what()));
    json.put("aspects", change.aspects().stream().map(JsonText::word).toList());
    json.put("sizeBefore", change.bytesBefore());
    json.put("sizeAfter", change.bytesAfter());
    return json;
  }
}
