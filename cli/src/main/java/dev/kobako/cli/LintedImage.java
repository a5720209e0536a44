package dev.kobako.cli;

import dev.kobako.lint.LintedFile;
import dev.kobako.lint.Problem;
import dev.kobako.report.FileKind;
import dev.kobako.report.ImageSurvey;
import dev.kobako.report.Inventory;
import dev.kobako.report.LayerAnalysis;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * An image that was built of a Dockerfile: how many bytes it is that a rule about size means. Its
 * layers are known by what its history says of them, as far as that is no secret.
 */
final class LintedImage {
  private static final Pattern SHELL = Pattern.compile("^(?:RUN )?(?:\\|\\d+ .*? )?/bin/\\w+ -c ");
  private static final Pattern OTHER_SHELL = Pattern.compile("^#\\(nop\\) +");
  private static final Pattern BLANKS = Pattern.compile("[\\s\\\\]+");

  private static final List<String> OTHERS = List.of("RUN", "COPY", "ADD", "WORKDIR");

  /** So much of an instruction is compared. */
  private static final int TELLING = 200;

  private final Map<Integer, LayerAnalysis> byLine = new HashMap<>();
  private final ImageSurvey survey;

  private LintedImage(ImageSurvey survey) {
    this.survey = survey;
  }

  /** The layers of an image, as far as the lines of a file tell of them. */
  static LintedImage of(ImageSurvey survey, LintedFile file) {
    LintedImage image = new LintedImage(survey);
    List<LayerAnalysis> layers = survey.analysis().layers();
    int layer = layers.size() - 1;
    for (LintedFile.ShippedLine line : file.shippedLines().reversed()) {
      int found = layer;
      String instruction = LayerAnalysis.withoutSecrets(line.instruction());
      while (found >= 0 && !isOf(layers.get(found).instruction(), instruction)) {
        found--;
      }
      if (found >= 0) {
        image.byLine.put(line.line(), layers.get(found));
        layer = found - 1;
      }
    }
    return image;
  }

  /** Whether a line of the history is what became of an instruction. */
  private static boolean isOf(String history, String instruction) {
    String wanted = plain(instruction.replaceFirst("^\\S+\\s+(--\\S+\\s+)*", ""));
    int variable = wanted.indexOf('$');
    boolean isRun = instruction.regionMatches(true, 0, "RUN", 0, 3);
    String start = variable < 0 || isRun ? wanted : wanted.substring(0, variable);
    String made =
        plain(OTHER_SHELL.matcher(SHELL.matcher(history).replaceFirst("")).replaceFirst(""));
    String keyword = instruction.replaceFirst("\\s.*", "").toUpperCase(Locale.ROOT);
    boolean isOther =
        OTHERS.stream().anyMatch(each -> !each.equals(keyword) && made.startsWith(each + " "));
    return !start.isEmpty()
        && !isOther
        && made.contains(start.substring(0, Math.min(TELLING, start.length())));
  }

  private static String plain(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }

  /** The same problem, with the bytes that it is about. */
  Problem measured(Problem problem) {
    LayerAnalysis layer = byLine.get(problem.line());
    OptionalLong bytes =
        switch (problem.rule()) {
          case "S01", "S02" ->
              layer == null ? OptionalLong.empty() : OptionalLong.of(layer.causedWaste());
          case "S03", "S04" -> layer == null ? OptionalLong.empty() : caches(layer);
          case "S12" -> OptionalLong.of(base());
          default ->
              layer == null || !problem.rule().matches("S\\d\\d")
                  ? OptionalLong.empty()
                  : OptionalLong.of(layer.bytes());
        };
    return bytes.isEmpty()
        ? problem
        : new Problem(
            problem.rule(),
            problem.severity(),
            problem.line(),
            problem.span(),
            problem.message() + " (" + Sizes.text(bytes.getAsLong()) + unit(problem.rule()) + ")");
  }

  private static String unit(String rule) {
    return switch (rule) {
      case "S01", "S02" -> " hidden";
      case "S03", "S04" -> " of caches";
      case "S12" -> " of base";
      default -> " in this layer";
    };
  }

  private OptionalLong caches(LayerAnalysis layer) {
    return OptionalLong.of(
        survey.inventory().files().stream()
            .filter(file -> file.layer() == layer.number())
            .filter(file -> file.kind().equals(FileKind.CACHE.text()))
            .mapToLong(Inventory.Item::bytes)
            .sum());
  }

  /** All below the first layer that a line tells of. */
  private long base() {
    int first =
        byLine.values().stream().mapToInt(LayerAnalysis::number).min().orElse(Integer.MAX_VALUE);
    return survey.analysis().layers().stream()
        .filter(layer -> layer.number() < first)
        .mapToLong(LayerAnalysis::bytes)
        .sum();
  }
}
