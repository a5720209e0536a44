package dev.kobako.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.compare.Cell;
import dev.kobako.compare.CellResult;
import dev.kobako.compare.Comparison;
import dev.kobako.compare.ComparisonPage;
import dev.kobako.compare.Figures;
import dev.kobako.compare.Matrix;
import dev.kobako.compare.MatrixFile;
import dev.kobako.compare.Measure;
import dev.kobako.compare.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do with the page of {@code kobako compare}, in a real browser. */
@Timeout(240)
class ComparisonPageInBrowserTest {
  private static final String HOSTILE = "</script><img src=x onerror=window.hit=1>{script}";

  @TempDir private static Path folder;
  private static Chromium browser;
  private static Path page;

  @BeforeAll
  static void startTheBrowser() throws IOException {
    browser = Chromium.start();
    page = Files.write(folder.resolve("compared.html"), ComparisonPage.of(comparison()));
  }

  @AfterAll
  static void endTheBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  /** Four cells that were measured, and one that failed. */
  private static Comparison comparison() {
    String text =
        """
        title: "%s"
        axes:
          profile: [plain, strip, lto, small, broken]
        include: [{profile: lto, with: {note: "%s"}}]
        """
            .formatted(HOSTILE, HOSTILE);
    Matrix matrix = MatrixFile.read("m.yaml", text.getBytes(StandardCharsets.UTF_8));
    long[][] numbers = {{4000, 10, 30}, {3000, 11, 20}, {2000, 30, 25}, {1000, 40, 40}};
    List<CellResult> results = new ArrayList<>();
    List<Cell> cells = matrix.cells();
    for (int i = 0; i < numbers.length; i++) {
      Figures figures =
          Figures.NONE
              .with(Measure.DISK, numbers[i][0])
              .with(Measure.PULL, numbers[i][0] / 2)
              .with(Measure.BUILD, numbers[i][1] * 1_000_000_000L)
              .with(Measure.START, numbers[i][2] * 1_000_000L);
      results.add(new CellResult(cells.get(i), new Outcome.Measured(figures), false));
    }
    Outcome failed = new Outcome.Failed("check", HOSTILE + "\nsecond line", false);
    results.add(new CellResult(cells.get(4), failed, false));
    return new Comparison(matrix, results);
  }

  private static Browsed open() {
    return Browsed.open(browser, page, Browsed.Window.DESK);
  }

  private static String firstRow(Browsed shown) {
    return String.valueOf(
        shown.script("document.querySelector('tbody tr').firstElementChild.textContent"));
  }

  @Test
  void loadsByItselfWithoutAnErrorAndNamesAreNeverMarkup() {
    Browsed shown = open();
    assertThat(shown.text("h1")).isEqualTo(HOSTILE);
    assertThat(shown.count("img")).isZero();
    assertThat(shown.script("window.hit === undefined")).isEqualTo(true);
    assertThat(shown.count("tbody tr")).isEqualTo(5);
    assertThat(shown.script("document.querySelectorAll('.plot:not([hidden])').length"))
        .isEqualTo(1);
    assertThat(shown.script("document.querySelectorAll('.plot:not([hidden]) .point').length"))
        .isEqualTo(4);
    assertThat(shown.requests()).containsExactly(page.toUri().toString());
    assertThat(shown.errors()).isEmpty();
  }

  @Test
  void itsPolicyLetsNoOtherScriptRun() {
    Browsed shown = open();
    shown.script(
        "document.body.append(Object.assign(document.createElement('script'), {textContent:"
            + " 'window.ran = 1'}))");
    assertThat(shown.script("window.ran === undefined")).isEqualTo(true);
    assertThat(shown.errors().toString()).contains("Content Security Policy");
  }

  @Test
  void aHeadingSortsAndTurnsRoundAndWhatIsMissingStaysLast() {
    Browsed shown = open();
    shown.click("th:nth-child(2) button");
    assertThat(firstRow(shown)).isEqualTo("small");
    shown.click("th:nth-child(2) button");
    assertThat(firstRow(shown)).isEqualTo("plain");
    assertThat(
            shown.script(
                "document.querySelector('tbody tr:last-child').firstElementChild.textContent"))
        .isEqualTo("broken");
    assertThat(shown.script("document.querySelector('th:nth-child(2)').getAttribute('aria-sort')"))
        .isEqualTo("descending");
    assertThat(shown.errors()).isEmpty();
  }

  @Test
  void anotherMeasureIsAnotherPlot() {
    Browsed shown = open();
    shown.script("document.querySelector('input[name=x][value=start]').click()");
    assertThat(
            shown.script(
                "(() => { const p = document.querySelectorAll('.plot:not([hidden])');"
                    + " return p.length + ' ' + p[0].dataset.x + ' ' + p[0].dataset.y; })()"))
        .isEqualTo("1 start disk");
    assertThat(shown.errors()).isEmpty();
  }

  @Test
  void keysAloneLeadFromPointToPoint() {
    Browsed shown = open();
    for (int i = 0;
        i < 15
            && !Boolean.TRUE.equals(
                shown.script("document.activeElement.classList.contains('point')"));
        i++) {
      shown.press("Tab");
    }
    assertThat(shown.text("#details")).startsWith("profile=plain: on disk 4.0 kB, build 10.00 s");
    shown.press("ArrowRight", "ArrowRight");
    assertThat(shown.text("#details")).startsWith("profile=lto: on disk 2.0 kB, build 30.00 s");
    assertThat(shown.script("document.querySelector('tr.chosen').firstElementChild.textContent"))
        .isEqualTo("lto");
    shown.press("ArrowLeft");
    assertThat(shown.text("#details")).startsWith("profile=strip:");
    assertThat(shown.errors()).isEmpty();
  }

  @Test
  void theSwitchTurnsLightIntoDarkAndAPhoneScrollsItDownOnly() {
    Browsed shown = Browsed.open(browser, page, Browsed.Window.PHONE);
    assertThat(shown.script("document.documentElement.scrollWidth <= window.innerWidth"))
        .isEqualTo(true);
    String colour = "getComputedStyle(document.querySelector('.plot:not([hidden]) .paper')).fill";
    Object light = shown.script(colour);
    shown.click("#theme");
    assertThat(shown.script(colour)).isNotEqualTo(light);
    assertThat(shown.text("#theme")).isEqualTo("Light");
    assertThat(shown.errors()).isEmpty();
  }
}
