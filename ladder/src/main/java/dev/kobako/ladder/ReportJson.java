package dev.kobako.ladder;

import dev.kobako.image.Json;
import dev.kobako.packages.ImagePackages;
import dev.kobako.slim.Guess;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report of a reduction for machines, as docs/slim-report.md describes it: sizes in bytes,
 * times in milliseconds.
 */
public final class ReportJson {
  private static final String FORMAT = "kobako-slim-report 1";

  private final SlimResult result;
  private final ReductionReport report;
  private final List<String> written;

  private ReportJson(SlimResult result, List<String> written, int pieces) throws IOException {
    this.result = result;
    this.report = ReductionReport.of(result, pieces);
    this.written = written;
  }

  /**
   * Sums and the biggest pieces.
   *
   * @param written where the result is
   */
  public static byte[] summary(SlimResult result, List<String> written) throws IOException {
    return Json.readableBytes(new ReportJson(result, written, 20).sums());
  }

  /**
   * The same with all removed pieces, and each kept path with the chain of its reasons.
   *
   * @param written where the result is
   */
  public static byte[] whole(SlimResult result, List<String> written) throws IOException {
    ReportJson json = new ReportJson(result, written, Integer.MAX_VALUE);
    Map<String, Object> all = json.sums();
    ImagePackages packages = result.original().systemPackages();
    List<Object> paths = new ArrayList<>();
    result.keepSet().all().forEach(kept -> paths.add(json.path(kept, packages)));
    all.put("paths", paths);
    return Json.readableBytes(all);
  }

  private Map<String, Object> sums() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("image", result.original().name());
    json.put("original", result.original().image().descriptor().digest().toString());
    json.put("digest", result.image().descriptor().digest().toString());
    json.put("level", result.level().name().toLowerCase(Locale.ROOT));
    json.put("written", written);
    json.put("before", extent(result.before()));
    json.put("after", extent(result.after()));
    json.put("kept", report.kept().stream().map(ReportJson::reasoned).toList());
    json.put("removed", report.removed().stream().map(ReportJson::removed).toList());
    json.put("repaired", result.repaired().stream().map(ImagePath::toString).toList());
    Map<String, Object> times = new LinkedHashMap<>();
    result
        .times()
        .forEach(
            (phase, time) -> times.put(phase.name().toLowerCase(Locale.ROOT), time.toMillis()));
    json.put("milliseconds", times);
    return json;
  }

  private static Map<String, Object> extent(Extent extent) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("size", extent.bytes());
    json.put("compressedSize", extent.compressed());
    json.put("files", extent.files());
    json.put("packages", extent.packages());
    return json;
  }

  private static Map<String, Object> reasoned(ReductionReport.Reasoned each) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reason", each.reason());
    json.put("files", each.files());
    json.put("size", each.bytes());
    return json;
  }

  private static Map<String, Object> removed(ReductionReport.Removed each) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", each.path().toString());
    json.put("files", each.files());
    json.put("size", each.bytes());
    if (!each.owner().isEmpty()) {
      json.put("package", each.owner());
    }
    return json;
  }

  private Map<String, Object> path(Kept kept, ImagePackages packages) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", kept.path().toString());
    json.put("kind", kind(kept.entry()));
    json.put("size", KeepSet.size(kept));
    if (!(kept.entry() instanceof Entry.Directory)) {
      packages.owner(kept.path()).ifPresent(owner -> json.put("package", owner.id()));
    }
    json.put("how", kept.reason().how());
    kept.reason().by().ifPresent(by -> json.put("by", by.toString()));
    kept.reason().guess().map(Guess::label).ifPresent(guess -> json.put("guess", guess));
    json.put(
        "why",
        result.keepSet().why(kept.path()).stream().map(each -> each.reason().text()).toList());
    return json;
  }

  private static String kind(Entry entry) {
    return switch (entry) {
      case Entry.Directory _ -> "folder";
      case Entry.RegularFile _ -> "file";
      case Entry.Symlink _ -> "link";
      case Entry.Device _ -> "device";
      case Entry.Fifo _ -> "fifo";
    };
  }
}
