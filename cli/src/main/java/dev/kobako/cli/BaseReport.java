package dev.kobako.cli;

import dev.kobako.base.BaseLock;
import dev.kobako.base.ComposedBase;
import dev.kobako.base.LockedPackage;
import dev.kobako.base.MadeTree;
import dev.kobako.debian.AvailablePackage;
import dev.kobako.image.Compression;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ParseResult;

/**
 * What a base has become.
 *
 * @param written where it went
 * @param bases one for each platform
 */
record BaseReport(
    List<String> written, List<ComposedBase> bases, Compression compression, Duration time) {
  void print(ParseResult parsed, PrintStream out) throws IOException {
    if (Session.isQuiet(parsed)) {
      bases.forEach(base -> out.println(base.image().descriptor().digest()));
    } else if (parsed.hasMatchedOption("--json")) {
      out.println(JsonText.of(json()));
    } else {
      printText(out);
    }
  }

  private void printText(PrintStream out) {
    for (ComposedBase base : bases) {
      out.println(
          String.join(", ", written)
              + "  "
              + base.image().descriptor().digest()
              + (bases.size() == 1 ? "" : "  " + base.image().config().platform()));
      out.println(
          Sizes.text(base.diskBytes())
              + " on disk, "
              + Sizes.text(base.compressedBytes())
              + " compressed ("
              + compression
              + "), "
              + base.packages().size()
              + " packages, "
              + base.files()
              + " files");
      printMade(base, out);
      base.notes().forEach(note -> out.println("note: " + note.packageName() + ": " + note.text()));
    }
    out.println(Sizes.seconds(time));
  }

  private static void printMade(ComposedBase base, PrintStream out) {
    Map<String, Integer> effects = new LinkedHashMap<>();
    for (MadeTree.Made made : base.made()) {
      effects.merge(made.effect(), 1, Integer::sum);
    }
    if (!effects.isEmpty()) {
      out.println("made by kobako:");
      Set<String> shown = new LinkedHashSet<>();
      for (MadeTree.Made made : base.made()) {
        if (shown.add(made.effect())) {
          int more = effects.getOrDefault(made.effect(), 1) - 1;
          out.println(
              "  "
                  + made.path()
                  + (more > 0 ? " and " + more + " more" : "")
                  + "  "
                  + made.effect());
        }
      }
    }
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("written", written);
    List<Object> all = new ArrayList<>();
    for (ComposedBase base : bases) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("digest", base.image().descriptor().digest().toString());
      one.put("platform", base.image().config().platform().toString());
      one.put("diskBytes", base.diskBytes());
      one.put("compressedBytes", base.compressedBytes());
      one.put("files", base.files());
      one.put("packages", base.packages().stream().map(BaseReport::json).toList());
      one.put("made", base.made().stream().map(BaseReport::json).toList());
      one.put("notes", base.notes().stream().map(BaseReport::json).toList());
      all.add(one);
    }
    json.put("bases", all);
    json.put("seconds", time.toMillis() / 1000.0);
    return json;
  }

  private static Map<String, Object> json(AvailablePackage each) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", each.name());
    json.put("version", each.version().text());
    json.put("architecture", each.architecture());
    json.put("sha256", each.digest().hex());
    return json;
  }

  private static Map<String, Object> json(MadeTree.Made made) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("path", made.path().toString());
    json.put("effect", made.effect());
    return json;
  }

  /** Packages that would be in a base, one a line, with what needs them. */
  static void list(BaseLock chosen, PrintStream out) {
    chosen
        .architectures()
        .forEach((architecture, packages) -> {
          long download = 0;
          for (LockedPackage each : packages) {
            download += each.size();
            out.println(
                each.name() + " " + each.version() + " " + each.architecture() + "  " + each.why());
          }
          out.println(
              packages.size()
                  + " packages for "
                  + architecture
                  + ", "
                  + Sizes.text(download)
                  + " as they are fetched");
        });
  }

  private static Map<String, Object> json(MadeTree.Note note) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("package", note.packageName());
    json.put("text", note.text());
    return json;
  }
}
