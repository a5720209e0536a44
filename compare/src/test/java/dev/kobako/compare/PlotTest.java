package dev.kobako.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Plots as XML and as pictures in numbers. */
class PlotTest {
  private static final PlotAxes AXES = new PlotAxes(Measure.BUILD, Measure.DISK);

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  @Test
  void itIsWellFormedAndSaysItsMeasuresWithUnits() throws Exception {
    Document svg = parsed(Plot.svg(Trial.MIXED, AXES));
    assertThat(svg.getDocumentElement().getAttribute("aria-label"))
        .isEqualTo("A trial of \"a & b\": on disk against build");
    List<String> texts = elements(svg, "text").stream().map(Element::getTextContent).toList();
    assertThat(texts)
        .contains("build (s, logarithmic)", "on disk (MB, logarithmic)", "<c>, 1", "a|b, 1")
        .doesNotContain("a|b, 2");
    assertThat(elements(svg, "title").stream().map(Element::getTextContent).toList())
        .contains("base=<c> SIZE=2: on disk 999 B, build 25.00 s; no other has less of both");
  }

  @Test
  void theSameResultsAreTheSameBytes() {
    assertThat(Plot.svg(Trial.MIXED, AXES)).isEqualTo(Plot.svg(Trial.MIXED, AXES));
    assertThat(Plot.svg(Trial.MIXED, AXES))
        .doesNotContain("http://www.w3.org/1999")
        .doesNotContain("href");
  }

  @Test
  void whatIsDrawnIsWhatTheMatrixSaysOrTheFirstThatThereIs() {
    assertThat(Plot.axes(Trial.MIXED)).contains(AXES);
    Comparison said =
        Trial.of("axes: {A: [x]}\nplot: {x: start, y: pull}", Trial.measured(1, 2, 3, 4));
    assertThat(Plot.axes(said)).contains(new PlotAxes(Measure.START, Measure.PULL));
    Comparison failed = Trial.of("axes: {A: [x]}", new Outcome.Failed("build", "no", false));
    assertThat(Plot.axes(failed)).isEmpty();
  }

  @Test
  void namesOfPointsCoverNeitherEachOtherNorPoints() throws Exception {
    Random random = new Random(3);
    Outcome[] outcomes =
        IntStream.range(0, 40)
            .mapToObj(_ -> Trial.measured(random.nextInt(50, 60), 1, random.nextInt(50, 60), 1))
            .toArray(Outcome[]::new);
    String values = String.join(",", IntStream.range(0, 40).mapToObj(i -> "value " + i).toList());
    Document svg = parsed(Plot.svg(Trial.of("axes: {A: [" + values + "]}", outcomes), AXES));
    List<double[]> boxes = new ArrayList<>();
    for (Element name :
        elements(svg, "text").stream()
            .filter(each -> each.getAttribute("class").equals("name"))
            .toList()) {
      double width = name.getTextContent().length() * 6;
      double x = Double.parseDouble(name.getAttribute("x"));
      double y = Double.parseDouble(name.getAttribute("y"));
      double left =
          switch (name.getAttribute("text-anchor")) {
            case "end" -> x - width;
            case "middle" -> x - width / 2;
            default -> x;
          };
      boxes.add(new double[] {left, y - 9, left + width, y + 2});
    }
    assertThat(boxes).hasSizeGreaterThan(5);
    for (int i = 0; i < boxes.size(); i++) {
      for (int j = i + 1; j < boxes.size(); j++) {
        double[] a = boxes.get(i);
        double[] b = boxes.get(j);
        assertThat(a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]).isFalse();
      }
    }
  }

  @Test
  void everyPointIsWithinTheAxes() throws Exception {
    Random random = new Random(5);
    for (int round = 0; round < 100; round++) {
      long scale = (long) Math.pow(10, random.nextInt(12));
      Outcome[] outcomes =
          IntStream.range(0, 5)
              .mapToObj(_ ->
                  Trial.measured(random.nextLong(1 + scale), 1, random.nextLong(1 + scale * 3), 1))
              .toArray(Outcome[]::new);
      String svg = Plot.svg(Trial.of("axes: {A: [a, b, c, d, e]}", outcomes), AXES);
      Matcher circles =
          Pattern.compile("</title><circle cx=\"([-0-9.]+)\" cy=\"([-0-9.]+)\"").matcher(svg);
      int count = 0;
      while (circles.find()) {
        count++;
        assertThat(Double.parseDouble(circles.group(1))).isBetween(0.0, 662.0);
        assertThat(Double.parseDouble(circles.group(2))).isBetween(0.0, 356.0);
      }
      assertThat(count).isEqualTo(5);
      parsed(svg);
    }
  }

  @Test
  void ticksAreRoundNumbersInAUnitThatPeopleUse() {
    Scale megabytes = Scale.of(Measure.DISK, List.of(20_000_000L, 74_000_000L));
    assertThat(megabytes.ticks().stream().map(megabytes::text).toList())
        .containsExactly("0", "20", "40", "60", "80");
    assertThat(megabytes.unit().word()).isEqualTo("MB");
    Scale milliseconds = Scale.of(Measure.START, List.of(1_000_000L, 400_000_000L));
    assertThat(milliseconds.logarithmic()).isTrue();
    assertThat(milliseconds.ticks().stream().map(milliseconds::text).toList())
        .containsExactly("0.5", "1", "2", "5", "10", "20", "50", "100", "200", "500");
    assertThat(Scale.of(Measure.DISK, List.of(0L)).place(0)).isZero();
  }
}
