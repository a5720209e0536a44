package dev.kobako.cli;

import dev.kobako.image.Descriptor;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalLong;

/** An inspected image for people. */
final class InspectReport {
  private static final int MOST_INSTRUCTION = 100;

  private InspectReport() {}

  static void print(Inspection inspection, PrintStream out) {
    ImageConfig config = inspection.image().config();
    out.println(inspection.name() + "  " + inspection.top().digest());
    out.println(inspection.top().mediaType());
    out.println(
        config.platform()
            + ", "
            + size(inspection.size(), inspection.isExact())
            + " on disk, "
            + Sizes.text(inspection.compressedSize())
            + " compressed, "
            + inspection.image().layers().size()
            + (inspection.image().layers().size() == 1 ? " layer" : " layers")
            + config.created().map(time -> ", created " + time).orElse(""));
    platforms(inspection.entries(), out);
    config(config, out);
    layers(inspection, out);
  }

  private static void platforms(List<Descriptor> entries, PrintStream out) {
    if (entries.isEmpty()) {
      return;
    }
    out.println();
    out.println("platforms");
    for (Descriptor entry : entries) {
      String platform = entry.platform().map(Object::toString).orElse("any");
      out.println("  " + Sizes.left(platform) + "  " + entry.digest());
    }
  }

  private static void config(ImageConfig config, PrintStream out) {
    out.println();
    line(out, "entrypoint", config.entrypoint());
    line(out, "cmd", config.cmd());
    line(out, "user", config.user().isEmpty() ? List.of() : List.of(config.user()));
    line(out, "workdir", List.of(config.workingDir()));
    line(out, "ports", config.exposedPorts());
    line(out, "volumes", config.volumes());
    config.env().forEach(variable -> line(out, "env", List.of(variable)));
    config.labels().forEach((name, value) -> line(out, "label", List.of(name + "=" + value)));
  }

  private static void line(PrintStream out, String name, List<String> values) {
    if (!values.isEmpty()) {
      out.println(Sizes.left(name) + String.join(" ", values.stream().map(Printed::of).toList()));
    }
  }

  /** The layers with what made them; instructions without a layer stand between. */
  private static void layers(Inspection inspection, PrintStream out) {
    out.println();
    out.println("     on disk    compressed  layers");
    List<HistoryEntry> history = inspection.image().config().history();
    int layer = 0;
    for (HistoryEntry entry : history) {
      if (entry.emptyLayer()) {
        out.println(" ".repeat(28) + instruction(entry));
      } else if (layer < inspection.sizes().size()) {
        layer(inspection, layer++, instruction(entry), out);
      }
    }
    while (layer < inspection.sizes().size()) {
      layer(inspection, layer++, "", out);
    }
  }

  private static void layer(
      Inspection inspection, int number, String instruction, PrintStream out) {
    Layer layer = inspection.image().layers().get(number);
    LayerSize size = inspection.sizes().get(number);
    out.println(
        right(size(size.bytes(), size.exact()))
            + "  "
            + Sizes.right(layer.descriptor().size())
            + "  "
            + layer.descriptor().digest().brief()
            + (instruction.isEmpty() ? "" : "  " + instruction));
  }

  private static String instruction(HistoryEntry entry) {
    String text = Printed.of(entry.createdBy().or(entry::comment).orElse(""));
    return text.length() <= MOST_INSTRUCTION ? text : text.substring(0, MOST_INSTRUCTION) + "…";
  }

  private static String size(OptionalLong bytes, boolean exact) {
    if (bytes.isEmpty()) {
      return "?";
    }
    return (exact ? "" : "~") + Sizes.text(bytes.getAsLong());
  }

  private static String right(String text) {
    return " ".repeat(Math.max(0, 12 - text.length())) + text;
  }
}
