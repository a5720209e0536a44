package dev.kobako.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Image;
import dev.kobako.report.ImageAnalysis;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do with the page, in a real browser. */
@Timeout(240)
class HtmlPageInBrowserTest {
  /** Of 100,000 files; a tile takes some calls. */
  private static final int MOST_DRAWN = 20_000;

  private static final int MOST_ELEMENTS = 4_000;

  @TempDir private static Path folder;
  private static Chromium browser;
  private static Path naive;
  private static Path compared;

  @BeforeAll
  static void startTheBrowser() throws IOException {
    browser = Chromium.start();
    naive = written("naive.html", HtmlPage.of(ExampleImage.naive()));
    compared =
        written("compared.html", HtmlPage.comparing(ExampleImage.slim(), ExampleImage.naive()));
  }

  @AfterAll
  static void endTheBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path written(String name, byte[] page) throws IOException {
    return Files.write(folder.resolve(name), page);
  }

  private static Browsed open(Path page) {
    return Browsed.open(browser, page, Browsed.Window.DESK);
  }

  @Test
  void loadsByItselfWithoutAnError() {
    Browsed page = open(naive);
    assertThat(page.text("h1")).isEqualTo("shop:naive");
    assertThat(page.text("#totals")).contains("Wasted", "of the image", "Layers", "6");
    assertThat(page.count("#layers button")).isEqualTo(6);
    assertThat(page.requests()).containsExactly(naive.toUri().toString());
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void itsPolicyLetsNothingBeLoadedAndNoOtherScriptRun() {
    Browsed page = open(naive);
    page.script("fetch('data:,x').then(() => window.loaded = 1, () => window.loaded = 0)");
    assertThat(page.script("window.loaded")).isEqualTo(0);
    page.script(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))");
    assertThat(page.script("window.ran === undefined")).isEqualTo(true);
    assertThat(page.errors().toString()).contains("Content Security Policy");
  }

  @Test
  void aClickGoesIntoAFolderAndTheTrailLeadsBack() {
    Browsed page = open(naive);
    assertThat(page.text("#trail")).isEqualTo("/");
    page.click("#map", 0.02, 0.012);
    assertThat(page.text("#trail").replace("\n", "")).isEqualTo("/usr");
    page.click("#contents button[data-path='/usr/local']");
    assertThat(page.text("#trail").replace("\n", "")).isEqualTo("/usrlocal");
    page.click("#trail button:nth-child(2)");
    assertThat(page.text("#trail").replace("\n", "")).isEqualTo("/usr");
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void keysAloneLeadThroughTheMapAndToTheSearch() {
    Browsed page = open(naive);
    for (int i = 0;
        i < 12 && !Boolean.TRUE.equals(page.script("document.activeElement.id === 'map'"));
        i++) {
      page.press("Tab");
    }
    assertThat(page.script("document.activeElement.id")).isEqualTo("map");
    assertThat(page.text("#details h3")).isEqualTo("/usr");
    page.press("ArrowRight");
    String neighbour = page.text("#details h3");
    assertThat(neighbour).isNotEqualTo("/usr");
    page.press("ArrowLeft", "Enter");
    assertThat(page.text("#trail").replace("\n", "")).isEqualTo("/usr");
    page.press("Enter");
    assertThat(page.text("#trail").replace("\n", "")).startsWith("/usrl");
    page.press("Escape", "Escape");
    assertThat(page.text("#trail")).isEqualTo("/");
    assertThat(page.text("#details h3")).isEqualTo("/usr");
    page.press("/");
    assertThat(page.script("document.activeElement.id")).isEqualTo("search");
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void aSearchLeavesWhatHasTheWordsInPathOrPackage() {
    Browsed page = open(naive);
    page.press("/");
    page.type("pandas tests");
    page.until(
        "document.querySelector('#files-panel [role=status]').textContent.startsWith('760 files')");
    assertThat(page.text("#filters")).contains("“pandas tests”");
    page.click("#filters button");
    assertThat(page.text("#filters")).isEmpty();
    assertThat(page.text("#files-panel [role=status]")).doesNotStartWith("760 ");
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void aClickOnAHeadingSortsTheFiles() {
    Browsed page = open(naive);
    String first = "#files-panel .space .row .path";
    assertThat(page.script("document.querySelector(" + Browsed.quoted(first) + ").title"))
        .isEqualTo("/usr/lib/gcc/x86_64-linux-gnu/12/cc1plus");
    page.click("#files-panel [role=columnheader]");
    assertThat(
            String.valueOf(
                page.script("document.querySelector(" + Browsed.quoted(first) + ").title")))
        .startsWith("/app/.git/objects/");
    assertThat(page.count("#files-panel .space .row")).isLessThan(60);
  }

  @Test
  void anotherColouringHasAnotherLegendAndOtherPixels() {
    Browsed page = open(naive);
    assertThat(page.text("#legend")).contains("apt-get install");
    Object before = page.script("document.querySelector('#map').toDataURL()");
    page.click("#colours [data-value=owner]");
    assertThat(page.text("#legend")).contains("g++-12", "others", "no package");
    assertThat(page.script("document.querySelector('#map').toDataURL()")).isNotEqualTo(before);
    page.click("#colours [data-value=kind]");
    assertThat(page.text("#legend")).contains("shared libraries");
    assertThat(page.count("#colours button")).isEqualTo(3);
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void aClickOnALayerLeavesItsFiles() {
    Browsed page = open(naive);
    page.click("#layers [data-layer='4']", 0.3, 0.3);
    assertThat(page.text("#filters")).contains("COPY . /app");
    assertThat(page.text("#files-panel [role=status]")).startsWith("288 files, 64.5 MB");
    page.click("#layers [data-layer='4']", 0.3, 0.3);
    assertThat(page.text("#filters")).isEmpty();
  }

  @Test
  void theOtherListsAreATabAway() {
    Browsed page = open(naive);
    page.click("#waste-tab");
    assertThat(page.text("#waste-panel")).contains("30 files of layer 1, deleted by layer 5");
    page.click("#waste-panel summary");
    assertThat(page.text("#waste-panel")).contains("/var/lib/apt/lists/");
    page.press("Tab");
    page.click("#people-tab");
    assertThat(page.text("#people-panel"))
        .contains(
            "npm token",
            "history 3: ARG REGISTRY",
            "private key",
            "/app/deploy/id_ed25519",
            "/usr/bin/su");
    page.click("#advice-tab");
    assertThat(page.text("#advice-panel"))
        .contains("182.4 MB", "compilers and what only they need", "kobako slim shop:naive");
    page.click("#duplicates-tab");
    assertThat(page.text("#duplicates-panel"))
        .contains("2 times 1.3 MB /app/static/vendor/three.js");
    page.click("#packages-tab");
    page.until("document.querySelector('#packages-panel .space .row') !== null");
    page.click("#packages-panel .space .row");
    assertThat(page.text("#filters")).isNotEmpty();
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void theSliderShowsWhatWasThereBefore() {
    Browsed page = open(compared);
    assertThat(page.text("#totals")).contains("−");
    Object middle = page.script("document.querySelector('#map').toDataURL()");
    page.script("document.querySelector('#slider').focus()");
    page.press("Home");
    assertThat(page.script("document.querySelector('#slider').value")).isEqualTo("0");
    Object after = page.script("document.querySelector('#map').toDataURL()");
    assertThat(after).isNotEqualTo(middle);
    page.click("#colours [data-value=change]");
    assertThat(page.text("#legend")).contains("removed", "same size");
    page.click("#colours [data-value=reason]");
    assertThat(page.text("#legend")).contains("opened in the trace");
    page.click("#views [data-value=now]");
    assertThat(page.script("document.querySelector('#slit').hidden")).isEqualTo(true);
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void aPhoneScrollsItDownOnly() {
    Browsed page = Browsed.open(browser, compared, Browsed.Window.PHONE);
    assertThat(page.script("document.documentElement.scrollWidth <= window.innerWidth"))
        .isEqualTo(true);
    assertThat(page.script("document.querySelector('#map').getBoundingClientRect().width > 330"))
        .isEqualTo(true);
    page.click("#map", 0.02, 0.012);
    assertThat(page.text("#trail")).isNotEqualTo("/");
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void namesOfAnImageAreNeverMarkup() throws IOException {
    String hostile = "</script><img src=x onerror=window.hit=1>";
    Subject image =
        subject(
            hostile,
            new TarBuilder()
                .file("opt/" + hostile.replace("/", ""), 0644, "a")
                .file("opt/\u202egnp.exe", 0644, "ab")
                .file("opt/{data}{script}", 0644, "abc")
                .file("opt/" + "n".repeat(250), 0644, "abcd"));
    Browsed page = open(written("hostile.html", HtmlPage.of(image)));
    assertThat(page.text("h1")).isEqualTo(hostile);
    assertThat(page.script("document.title")).isEqualTo(hostile);
    assertThat(page.text("#files-panel .space"))
        .contains("<script><img src=x onerror=window.hit=1>", "\\u202egnp.exe", "{data}{script}");
    assertThat(page.count("img")).isZero();
    assertThat(page.script("window.hit === undefined")).isEqualTo(true);
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void packagesThatAreNotKnownAreTold() throws IOException {
    assertThat(open(compared).text("#notes")).isEmpty();
    Subject known = subject("app", new TarBuilder().file("opt/a", 0644, "a"));
    Subject unknown =
        subject("app", new TarBuilder().file("var/lib/rpm/Packages.db", 0644, "none"));
    String note =
        "packages of rpm are not known: /var/lib/rpm/Packages.db:"
            + " damaged: 16 bytes at 0 are beyond its end, 4";
    Browsed page = open(written("unread.html", HtmlPage.of(unknown)));
    assertThat(page.text("#notes")).isEqualTo(note);
    assertThat(page.errors()).isEmpty();
    Browsed both = open(written("unread-before.html", HtmlPage.comparing(known, unknown)));
    assertThat(both.text("#notes")).isEqualTo("before: " + note);
    assertThat(both.count("#notes p")).isEqualTo(1);
  }

  private static Subject subject(String name, TarBuilder tar) throws IOException {
    Image image = Tars.image(tar);
    return Subject.of(name, image, ImageAnalysis.survey(image, ImageAnalysis.Wishes.NONE), _ -> "");
  }

  @Test
  void anImageWithoutFilesIsShownToo() throws IOException {
    Browsed page = open(written("empty.html", HtmlPage.of(subject("empty", new TarBuilder()))));
    assertThat(page.text("#contents")).isEqualTo("nothing that has bytes");
    assertThat(page.errors()).isEmpty();
  }

  @Test
  void theSwitchTurnsLightIntoDark() {
    Browsed page = open(naive);
    Object light =
        page.script("getComputedStyle(document.body.querySelector('.card')).backgroundColor");
    Object map = page.script("document.querySelector('#map').toDataURL()");
    page.click("#theme");
    assertThat(page.text("#theme")).isEqualTo("Light");
    assertThat(
            page.script("getComputedStyle(document.body.querySelector('.card')).backgroundColor"))
        .isNotEqualTo(light);
    assertThat(page.script("document.querySelector('#map').toDataURL()")).isNotEqualTo(map);
  }

  /**
   * What costs time is what is drawn and what is in the document, so these are counted: both must
   * follow the size of the screen, and not the number of files. How long it takes is only logged.
   */
  @Test
  void aHundredThousandFilesStayFluid() throws IOException {
    Subject large = ExampleImage.large(11);
    assertThat(large.survey().inventory().files().size()).isGreaterThan(100_000);
    Path file = written("large.html", HtmlPage.of(large));
    Browsed page = open(file);
    page.script(
        """
        (() => {
          window.drawn = 0;
          for (const name of ['fillRect', 'fill', 'stroke', 'fillText']) {
            const before = CanvasRenderingContext2D.prototype[name];
            CanvasRenderingContext2D.prototype[name] = function (...given) {
              window.drawn++;
              return before.apply(this, given);
            };
          }
        })()\
        """);
    Cost zoom = cost(page, "document.querySelector('#contents button').click()");
    Cost colour = cost(page, "document.querySelector('#colours [data-value=owner]').click()");
    Cost search =
        cost(
            page,
            "(() => { const s = document.querySelector('#search'); s.value = 'pandas';"
                + " s.dispatchEvent(new Event('input')); })()");
    System.getLogger("page")
        .log(
            System.Logger.Level.INFO,
            "100,000 files: {0} bytes, zoom {1}, colour {2}, search {3}",
            Files.size(file),
            zoom,
            colour,
            search);
    for (Cost each : List.of(zoom, colour, search)) {
      assertThat(each.drawn).isBetween(1, MOST_DRAWN);
      assertThat(each.elements).isLessThan(MOST_ELEMENTS);
    }
    assertThat(page.text("#files-panel [role=status]")).contains("files");
    assertThat(page.errors()).isEmpty();
  }

  /** What an action came to: calls that draw, elements of the document after it, and time. */
  private record Cost(int drawn, int elements, double seconds) {}

  /** Until the frame after it has been drawn. */
  private static Cost cost(Browsed page, String action) {
    page.script("window.drawn = 0");
    Object seconds =
        page.script(
            "(async () => { const start = performance.now(); "
                + action
                + "; await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));"
                + " return (performance.now() - start) / 1000 + 0.0001; })()");
    return new Cost(
        ((Number) page.script("window.drawn")).intValue(),
        page.count("*"),
        ((Number) seconds).doubleValue());
  }

  @Test
  void picturesForTheDocumentation() throws IOException {
    Path pictures = Path.of("target", "screenshots");
    // for those of the documentation Inter and JetBrains Mono are installed
    picture(naive, Browsed.Window.DESK, pictures.resolve("explain-light.png"), "kind");
    picture(compared, Browsed.Window.DARK, pictures.resolve("explain-dark.png"), "owner");
    picture(naive, Browsed.Window.PHONE, pictures.resolve("explain-phone.png"), "owner");
    if (Boolean.getBoolean("kobako.update")) {
      for (String name : List.of("explain-light.png", "explain-dark.png", "explain-phone.png")) {
        Files.copy(
            pictures.resolve(name),
            Path.of("..", "docs", "images", name),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void picture(Path page, Browsed.Window window, Path file, String colouring)
      throws IOException {
    Browsed shown = Browsed.open(browser, page, window);
    shown.click("#colours [data-value=" + colouring + "]");
    shown.script("window.scrollTo(0, 0)");
    shown.screenshot(file);
    assertThat(Files.size(file)).isGreaterThan(20_000);
  }
}
