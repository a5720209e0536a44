package dev.kobako.compare;

import dev.kobako.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.function.Function;

/**
 * Results as one file for a browser: all plots and the table. It has everything in it and asks for
 * nothing; its policy forbids all that comes from elsewhere.
 */
public final class ComparisonPage {
  private final Comparison comparison;
  private final List<Measure> measures;

  private ComparisonPage(Comparison comparison) {
    this.comparison = comparison;
    this.measures = comparison.measures();
  }

  /** The page, in UTF-8. The same comparison gives the same bytes. */
  public static byte[] of(Comparison comparison) {
    return new ComparisonPage(comparison).page().getBytes(StandardCharsets.UTF_8);
  }

  private String page() {
    String style = resource("comparison.css") + Plot.STYLE + "\n";
    String script = resource("comparison.js");
    String policy =
        "default-src 'none'; script-src '"
            + digest(script)
            + "'; style-src '"
            + digest(style)
            + "'; base-uri 'none'; form-action 'none'";
    String[] parts = resource("comparison.html").split("\\{|\\}");
    StringBuilder page = new StringBuilder();
    for (String part : parts) {
      page.append(
          switch (part) {
            case "policy" -> policy;
            case "title" -> Xml.of(comparison.matrix().title());
            case "style" -> style;
            case "summary" -> summary();
            case "plots" -> plots();
            case "table" -> table();
            case "failures" -> failures();
            case "script" -> script;
            default -> part;
          });
    }
    return page.toString();
  }

  private String summary() {
    int count = comparison.results().size();
    long failures = comparison.failures();
    return count
        + (count == 1 ? " combination" : " combinations")
        + (failures == 0 ? "" : ", " + failures + " failed");
  }

  private String plots() {
    List<PlotAxes> all = new ArrayList<>(Plot.all(comparison));
    Optional<PlotAxes> first = Plot.axes(comparison);
    if (first.isEmpty()) {
      return "";
    }
    if (!all.contains(first.get())) {
      all.addFirst(first.get());
    }
    StringBuilder html = new StringBuilder();
    html.append("<section class=\"card\" aria-label=\"Plot\">\n<div class=\"choices\">\n")
        .append(choices("y", "Size", all, first.get(), PlotAxes::y))
        .append(choices("x", "against", all, first.get(), PlotAxes::x))
        .append("</div>\n");
    for (PlotAxes axes : all) {
      html.append("<div class=\"plot\" data-x=\"" + axes.x().word() + "\" data-y=\"")
          .append(axes.y().word())
          .append(axes.equals(first.get()) ? "\">\n" : "\" hidden>\n")
          .append(Plot.inPage(comparison, axes))
          .append("</div>\n");
    }
    return html.append("<p id=\"details\" class=\"quiet\" aria-live=\"polite\"></p>\n</section>\n")
        .toString();
  }

  private static String choices(
      String name,
      String legend,
      List<PlotAxes> all,
      PlotAxes first,
      Function<PlotAxes, Measure> side) {
    SequencedSet<Measure> choices = new LinkedHashSet<>();
    all.forEach(axes -> choices.add(side.apply(axes)));
    StringBuilder html = new StringBuilder("<fieldset><legend>" + legend + "</legend>\n");
    for (Measure each : choices) {
      html.append("<label class=\"choice\"><input type=\"radio\" name=\"" + name + "\" value=\"")
          .append(each.word())
          .append(each == side.apply(first) ? "\" checked>" : "\">")
          .append("<span>" + Xml.of(each.title()) + "</span></label>\n");
    }
    return html.append("</fieldset>\n").toString();
  }

  private String table() {
    ResultTable table = ResultTable.of(comparison, ResultTable.FOR_PEOPLE);
    StringBuilder html = new StringBuilder("<table id=\"table\">\n<thead><tr>");
    for (int i = 0; i < table.head().size(); i++) {
      html.append(
              table.numbers().get(i) ? "<th class=\"number\" scope=\"col\">" : "<th scope=\"col\">")
          .append("<button type=\"button\">" + Xml.of(table.head().get(i)) + "</button></th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
    for (int i = 0; i < table.rows().size(); i++) {
      html.append("<tr data-cell=\"" + i + "\">");
      row(html, table, comparison.results().get(i), table.rows().get(i));
      html.append("</tr>\n");
    }
    return html.append("</tbody>\n</table>").toString();
  }

  private void row(StringBuilder html, ResultTable table, CellResult result, List<String> texts) {
    int axes = comparison.matrix().axes().size();
    for (int i = 0; i < texts.size(); i++) {
      if (!table.numbers().get(i)) {
        boolean failure = table.head().get(i).equals(ResultTable.FAILURE) && i >= axes;
        html.append(failure ? "<td class=\"failed\">" : "<td>")
            .append(Xml.of(texts.get(i)) + "</td>");
        continue;
      }
      Measure measure = measures.get(i - axes);
      OptionalLong number = result.figures().orElse(Figures.NONE).of(measure);
      html.append("<td class=\"number" + (isLeast(measure, number) ? " least" : ""))
          .append("\" data-number=\"" + (number.isPresent() ? number.getAsLong() : "") + "\">")
          .append(Xml.of(texts.get(i)) + "</td>");
    }
  }

  /** Whether there are several, and none has less. */
  private boolean isLeast(Measure measure, OptionalLong number) {
    List<Long> all =
        comparison.results().stream()
            .flatMap(each -> each.figures().stream())
            .flatMap(figures -> figures.of(measure).stream().boxed())
            .toList();
    return number.isPresent()
        && all.size() > 1
        && all.stream().allMatch(each -> each >= number.getAsLong());
  }

  private String failures() {
    if (comparison.failures() == 0) {
      return "";
    }
    StringBuilder html =
        new StringBuilder("<section class=\"card\" aria-label=\"Failures\">\n<h2>Failures</h2>\n");
    for (CellResult each : comparison.results()) {
      switch (each.outcome()) {
        case Outcome.Measured _ -> {}
        case Outcome.Failed failed ->
            html.append("<details><summary>" + Xml.of(each.cell().fullName()) + ": ")
                .append(Xml.of(failed.phase()) + "</summary><pre>")
                .append(Xml.of(failed.reason()) + "</pre></details>\n");
      }
    }
    return html.append("</section>\n").toString();
  }

  /** As a policy names what may run. */
  private static String digest(String text) {
    byte[] hash =
        HexFormat.of().parseHex(Digest.sha256(text.getBytes(StandardCharsets.UTF_8)).hex());
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }

  private static String resource(String name) {
    try (InputStream in = ComparisonPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is not there");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
