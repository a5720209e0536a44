package dev.kobako.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.report.ImagePlaces;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrowserTest {
  private static final List<Key> KEYS =
      List.of(
          Key.Named.UP,
          Key.Named.DOWN,
          Key.Named.LEFT,
          Key.Named.RIGHT,
          Key.Named.PAGE_DOWN,
          Key.Named.HOME,
          Key.Named.END,
          Key.Named.TAB,
          Key.Named.ENTER,
          Key.Named.ESCAPE,
          Key.Named.BACKSPACE,
          new Key.Control(' '),
          new Key.Control('A'),
          new Key.Control('F'));

  private Browser browser;

  @BeforeEach
  void prepare() throws IOException {
    browser = browser(LayeredImage.ofEveryChange());
  }

  private static Browser browser(ImagePlaces places) {
    return new Browser(places, "app:1", new ShownText(false), bytes -> bytes + " B");
  }

  private Browser press(String letters) {
    letters.codePoints().forEach(each -> assertThat(browser.press(new Key.Text(each))).isTrue());
    return browser;
  }

  private Browser press(Key key) {
    assertThat(browser.press(key)).isTrue();
    return browser;
  }

  /** The tree, without the columns before it. */
  private List<String> tree() {
    return browser.draw().subList(1, 21).stream()
        .map(line -> line.text().substring(33).stripTrailing())
        .filter(line -> !line.isEmpty())
        .toList();
  }

  @Test
  void showsTheTopmostLayerFirst() {
    assertThat(browser.draw().stream().map(line -> line.text().stripTrailing()))
        .containsExactly(
            " kobako  app:1",
            " layer     size   wasted  made >| changes of layer 2",
            "     0  43210 B   3200 B  RUN 0 |drwxr-xr-x    210 B!~ > etc",
            "     1    200 B        -  RUN 1 |drwxr-xr-x    500 B + > opt",
            "     2    500 B        -  RUN 2 |drwxr-xr-x  40000 B   > usr",
            "--------------------------------|",
            browser.draw().get(6).text().stripTrailing(),
            " 2560 B stored, +1 ~0 -1        |",
            " hides 3000 B of itself and bel>|",
            " RUN 2                          |",
            "--------------------------------|",
            " image 43910 B, 3200 B wasted   |",
            "                                |",
            "                                |",
            "                                |",
            "                                |",
            "                                |",
            "                                |",
            "                                |",
            "                                |",
            "                                |",
            " /etc",
            " drwxr-xr-x 0:0  210 B  layer 1  ! 3000 B nobody can see",
            " q quit  Tab pane  Space open  / search  a r m u w show  v view  o sort  ? keys");
  }

  @Test
  void showsThePathsThatWasteMostAndWhatDiveSays() throws IOException {
    byte[] hundred = new byte[100];
    browser =
        browser(
            LayeredImage.of(
                new TarBuilder().file("log", 0644, hundred).file("big", 0644, new byte[150]),
                new TarBuilder().file("log", 0644, new byte[90]),
                new TarBuilder().file("log", 0644, hundred).whiteout("big")));
    List<String> page =
        press("W").draw().stream().map(line -> line.text().stripTrailing()).toList();
    assertThat(page).hasSize(24);
    assertThat(page.subList(0, 9))
        .containsExactly(
            " kobako  waste",
            "",
            "  340 B of 440 B that nobody can see in the end",
            "  dive's figures: efficiency 20.45 %, 440 B wasted",
            "",
            "     wasted  copies  path",
            "      190 B       2  /log",
            "      150 B       1  /big",
            "");
    assertThat(page.getLast()).isEqualTo(" any key goes back");
    assertThat(press("x").draw().getFirst().text().stripTrailing()).isEqualTo(" kobako  app:1");
    press("W");
    assertThat(browser.press(new Key.Text('q'))).isFalse();
  }

  @Test
  void saysHowManyPathsMoreWaste() throws IOException {
    TarBuilder below = new TarBuilder();
    TarBuilder above = new TarBuilder();
    for (int i = 0; i < 30; i++) {
      below.file("f" + i, 0644, new byte[100 + i]);
      above.whiteout("f" + i);
    }
    browser = browser(LayeredImage.of(below, above));
    press("W").resize(new TerminalSize(12, 80));
    assertThat(browser.draw().stream().map(line -> line.text().stripTrailing()).skip(5))
        .containsExactly(
            "     wasted  copies  path",
            "      129 B       1  /f29",
            "      128 B       1  /f28",
            "      127 B       1  /f27",
            "      126 B       1  /f26",
            "  and 26 paths more",
            " any key goes back");
  }

  @Test
  void tellsThatPackagesAreNotKnown() throws IOException {
    browser =
        browser(
            LayeredImage.of(
                new TarBuilder().file("var/lib/rpm/Packages", 0644, "no database of packages")));
    assertThat(layerPane().subList(7, 14))
        .containsExactly(
            "--------------------------------",
            " image 23 B, 0 B wasted",
            " packages of rpm are not known:",
            " /var/lib/rpm/Packages:",
            " damaged: 72 bytes at 0 are",
            " beyond its end, 23",
            "");
  }

  @Test
  void whatIsNotKnownIsToldBesideManyLayersToo() throws IOException {
    TarBuilder[] layers = new TarBuilder[30];
    Arrays.setAll(layers, i -> new TarBuilder().file("opt/" + i, 0644, "a"));
    layers[0].file("var/lib/rpm/Packages", 0644, "no");
    browser = browser(LayeredImage.of(layers));
    assertThat(layerPane().subList(8, 20))
        .contains(" image 32 B, 0 B wasted", " packages of rpm are not known:");
  }

  @Test
  void layersAreShownBesideWhatIsNotKnownOnALowScreenToo() throws IOException {
    TarBuilder[] layers = new TarBuilder[5];
    Arrays.setAll(layers, i -> new TarBuilder().file("opt/" + i, 0644, "a"));
    layers[0].file("var/lib/rpm/Packages", 0644, "no database of packages");
    browser = browser(LayeredImage.of(layers));
    browser.resize(new TerminalSize(16, 80));
    assertThat(leftOf(1, 13))
        .containsExactly(
            " layer     size   wasted  made >",
            "     2      1 B        -  RUN 2",
            "     3      1 B        -  RUN 3",
            "     4      1 B        -  RUN 4",
            "--------------------------------",
            browser.draw().get(6).text().substring(0, 32),
            " 2048 B stored, +1 ~0 -0",
            " hides 0 B of itself and below",
            " RUN 4",
            "--------------------------------",
            " image 28 B, 0 B wasted",
            " packages of rpm are not known:>");
    browser.resize(new TerminalSize(17, 80));
    assertThat(leftOf(2, 5))
        .containsExactly(
            "     2      1 B        -  RUN 2",
            "     3      1 B        -  RUN 3",
            "     4      1 B        -  RUN 4");
  }

  /** The left of the screen, without what is above and below. */
  private List<String> layerPane() {
    return leftOf(1, 21);
  }

  private List<String> leftOf(int from, int to) {
    return browser.draw().subList(from, to).stream()
        .map(line -> line.text().substring(0, 32).stripTrailing())
        .toList();
  }

  @Test
  void opensAndClosesDirectories() {
    press("l ");
    assertThat(tree())
        .containsExactly(
            " changes of layer 2",
            "drwxr-xr-x    210 B!~ v etc",
            "-rw-r--r--   3000 B!-     gone",
            "-rw-r--r--     10 B       same",
            "-rw-------    200 B       shipped",
            "drwxr-xr-x    500 B + > opt",
            "drwxr-xr-x  40000 B   > usr");
    press("jjh");
    assertThat(browser.draw().get(21).text()).startsWith(" /etc ");
    press("h");
    assertThat(tree()).hasSize(4);
    press("ee").press(new Key.Control(' '));
    assertThat(tree()).hasSize(10);
  }

  @Test
  void theCursorStaysOnItsPathWhenOtherThingsAreShown() {
    press("lejj");
    assertThat(browser.draw().get(21).text()).startsWith(" /etc/same ");
    press("o");
    assertThat(tree())
        .containsExactly(
            " changes of layer 2",
            "drwxr-xr-x  40000 B   v usr",
            "-rwxr-xr-x  40000 B       one",
            "-rwxr-xr-x      0 B       two",
            "drwxr-xr-x    500 B + v opt",
            "-rw-r--r--    500 B +     new",
            "drwxr-xr-x    210 B!~ v etc",
            "-rw-r--r--   3000 B!-     gone",
            "-rw-------    200 B       shipped",
            "-rw-r--r--     10 B       same");
    assertThat(browser.draw().get(21).text()).startsWith(" /etc/same ");
    press("[r");
    assertThat(tree()).first().isEqualTo(" changes of layer 1, without removed");
    assertThat(browser.draw().get(21).text()).startsWith(" /etc/same ");
  }

  @Test
  void searchesWhileOneTypes() {
    press("/same");
    assertThat(tree())
        .containsExactly(
            " changes of layer 2", "drwxr-xr-x    210 B!~ v etc", "-rw-r--r--     10 B       same");
    press(new Key.Control('U'));
    press("ne");
    assertThat(tree())
        .containsExactly(
            " changes of layer 2",
            "drwxr-xr-x    210 B!~ v etc",
            "-rw-r--r--   3000 B!-     gone",
            "drwxr-xr-x    500 B + v opt",
            "-rw-r--r--    500 B +     new",
            "drwxr-xr-x  40000 B   v usr",
            "-rwxr-xr-x  40000 B       one");
    press(Key.Named.ENTER);
    assertThat(browser.draw().get(21).text()).startsWith(" /etc/gone ");
    press("n");
    assertThat(browser.draw().get(21).text()).startsWith(" /opt/new ");
    press("NN");
    assertThat(browser.draw().get(21).text()).startsWith(" /usr/one ");
    press(Key.Named.ESCAPE);
    assertThat(tree()).hasSize(4);
    press("/").press(Key.Named.BACKSPACE);
    press("q");
    assertThat(browser.draw().getLast().text()).startsWith(" search: q_");
  }

  @Test
  void endsWithQAndWithCtrlC() {
    assertThat(browser.press(new Key.Text('q'))).isFalse();
    assertThat(browser.press(new Key.Control('C'))).isFalse();
    press("/");
    assertThat(browser.press(new Key.Control('C'))).isFalse();
    press(Key.Named.ESCAPE).press(Key.Named.HELP);
    assertThat(browser.press(new Key.Text('q'))).isFalse();
  }

  @Test
  void fitsIntoEverySizeWhateverIsPressed() throws IOException {
    TarBuilder deep = new TarBuilder();
    String path = "d";
    for (int i = 0; i < 200; i++) {
      path += "/d";
      deep.file(path.replace('d', 'e') + "/f\u001b\u3042" + i, 0644, new byte[i]);
    }
    Random random = new Random(1);
    for (Browser each :
        List.of(browser, browser(LayeredImage.of()), browser(LayeredImage.of(deep)))) {
      for (int i = 0; i < 600; i++) {
        TerminalSize size = new TerminalSize(1 + random.nextInt(60), 1 + random.nextInt(150));
        each.resize(size);
        Key key =
            random.nextBoolean()
                ? KEYS.get(random.nextInt(KEYS.size()))
                : new Key.Text("jkhlgGe/varmuwbos[]?nN *".charAt(random.nextInt(24)));
        assertThat(each.press(key)).isTrue();
        List<Line> lines = each.draw();
        assertThat(lines.size()).isIn(1, size.rows());
        assertThat(lines)
            .allSatisfy(line -> {
              assertThat(new ShownText(false).width(line.text()))
                  .isLessThanOrEqualTo(size.columns());
              assertThat(line.text()).matches("[ -~]*");
            });
      }
    }
  }
}
