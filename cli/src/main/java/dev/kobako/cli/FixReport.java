package dev.kobako.cli;

import dev.kobako.fix.BuiltImage;
import dev.kobako.fix.Fix;
import dev.kobako.fix.FixedFile;
import dev.kobako.fix.Verified;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What fixes did to a Dockerfile, for people and for machines.
 *
 * @param proof what builds have shown
 */
record FixReport(FixedFile fixed, Optional<Verified> proof) {
  static FixReport of(FixedFile fixed) {
    return new FixReport(fixed, Optional.empty());
  }

  static FixReport of(Verified verified) {
    return new FixReport(verified.fixed(), Optional.of(verified));
  }

  /** One line for each change, for each fix that was dropped, and for sizes. */
  void print(PrintStream out) {
    String place = Printed.of(fixed.before().place());
    for (FixedFile.Applied each : fixed.applied()) {
      out.println(
          "%s:%d: %s: %s"
              .formatted(
                  place, each.line(), each.fix().description().name(), Printed.of(each.says())));
    }
    for (FixedFile.Refused each : fixed.refused()) {
      out.println(
          "%s:%d: %s is not made: %s"
              .formatted(
                  place, each.line(), each.fix().description().name(), Printed.of(each.why())));
    }
    if (!fixed.isChanged()) {
      out.println(place + ": nothing to fix");
    }
    proof.ifPresent(it -> print(it, place, out));
  }

  private static void print(Verified verified, String place, PrintStream out) {
    for (Verified.Dropped each : verified.dropped()) {
      out.println(
          "%s: %s is left out: %s"
              .formatted(place, each.fix().description().name(), Printed.of(each.why())));
    }
    if (verified.fixed().isChanged()) {
      out.println("promises that hold: " + promises(verified.fixed()));
    }
    if (verified.restless() > 0) {
      out.println(
          verified.restless() + " paths differ between two builds of it as it was; not compared");
    }
    out.println("size before  " + text(verified.before()));
    out.println("size after   " + text(verified.after()));
  }

  private static String promises(FixedFile fixed) {
    return String.join(
        "; ", fixed.applied().stream().map(each -> each.promise().says()).distinct().toList());
  }

  private static String text(BuiltImage.Size size) {
    return "%s on disk, %s compressed (gzip:6)"
        .formatted(Sizes.text(size.onDisk()), Sizes.text(size.compressed()));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", fixed.before().place());
    json.put("changes", fixed.applied().stream().map(FixReport::json).toList());
    if (!fixed.refused().isEmpty()) {
      json.put("refused", fixed.refused().stream().map(FixReport::json).toList());
    }
    proof.ifPresent(it -> {
      json.put("dropped", it.dropped().stream().map(FixReport::json).toList());
      json.put("restlessPaths", it.restless());
      json.put("before", json(it.before()));
      json.put("after", json(it.after()));
    });
    return json;
  }

  private static Map<String, Object> json(FixedFile.Applied applied) {
    Map<String, Object> json = new LinkedHashMap<>();
    Fix.Description fix = applied.fix().description();
    json.put("line", applied.line());
    json.put("fix", fix.name());
    json.put("answers", List.copyOf(fix.answers()));
    json.put("says", applied.says());
    json.put("promise", applied.promise().says());
    return json;
  }

  private static Map<String, Object> json(FixedFile.Refused refused) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("line", refused.line());
    json.put("fix", refused.fix().description().name());
    json.put("why", refused.why());
    return json;
  }

  private static Map<String, Object> json(Verified.Dropped dropped) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("fix", dropped.fix().description().name());
    json.put("why", dropped.why());
    return json;
  }

  private static Map<String, Object> json(BuiltImage.Size size) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("onDisk", size.onDisk());
    json.put("compressed", size.compressed());
    return json;
  }
}
