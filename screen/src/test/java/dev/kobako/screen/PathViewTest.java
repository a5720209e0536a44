package dev.kobako.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.report.ImagePlaces;
import dev.kobako.report.Place;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathViewTest {
  private ImagePlaces places;

  @BeforeEach
  void prepare() throws IOException {
    places = LayeredImage.ofEveryChange();
  }

  /** What is shown, a line each: mark, path, bytes and wasted ones. */
  private List<String> shown(Choice choice) {
    PathView view = new PathView(places, choice);
    List<String> lines = new ArrayList<>();
    add(places.place(0), view, lines);
    return lines;
  }

  private static void add(Place place, PathView view, List<String> lines) {
    if (view.isShown(place)) {
      lines.add(
          (view.change(place).mark()
                  + " "
                  + place.path()
                  + " "
                  + view.bytes(place)
                  + (view.waste(place) > 0 ? " !" + view.waste(place) : ""))
              .strip());
      place.children().forEach(child -> add(child, view, lines));
    }
  }

  @Test
  void theLowestLayerAddsAll() {
    assertThat(shown(Choice.of(0)))
        .containsExactly(
            "+ / 43210 !3200",
            "+ /etc 3210 !3200",
            "+ /etc/gone 3000 !3000",
            "+ /etc/same 10",
            "+ /etc/shipped 200 !200",
            "+ /usr 40000",
            "+ /usr/one 40000",
            "+ /usr/two 0");
  }

  @Test
  void aLayerChangesWhatItShipsAgain() {
    assertThat(shown(Choice.of(1).withToggled(Change.UNMODIFIED)))
        .containsExactly("~ / 43210 !3200", "~ /etc 3210 !3200", "~ /etc/shipped 200 !200");
  }

  @Test
  void whatIsRemovedIsShownAndCountsNoMore() {
    assertThat(shown(Choice.of(2)))
        .containsExactly(
            "~ / 40710 !3000",
            "~ /etc 210 !3000",
            "- /etc/gone 3000 !3000",
            "/etc/same 10",
            "/etc/shipped 200",
            "+ /opt 500",
            "+ /opt/new 500",
            "/usr 40000",
            "/usr/one 40000",
            "/usr/two 0");
  }

  @Test
  void allLayersAboveTheLowestCanBeSeenAsOne() {
    assertThat(shown(Choice.of(2).withAggregated(true).withToggled(Change.UNMODIFIED)))
        .containsExactly(
            "~ / 40710 !3200",
            "~ /etc 210 !3200",
            "- /etc/gone 3000 !3000",
            "~ /etc/shipped 200 !200",
            "+ /opt 500",
            "+ /opt/new 500");
  }

  @Test
  void theWasteOfAFileWithSeveralNamesIsToldAtEachAndCountsOnce() throws IOException {
    places =
        LayeredImage.of(
            new TarBuilder()
                .file("opt/one", 0644, new byte[3000])
                .hardlink("opt/two", "opt/one")
                .hardlink("srv/three", "opt/one"),
            new TarBuilder().whiteout("opt/one").whiteout("opt/two"),
            new TarBuilder().whiteout("srv/three"));
    assertThat(shown(Choice.of(0)))
        .containsExactly(
            "+ / 3000 !3000",
            "+ /opt 3000 !3000",
            "+ /opt/one 3000 !3000",
            "+ /opt/two 0 !3000",
            "+ /srv 0",
            "+ /srv/three 0 !3000");
    assertThat(shown(Choice.of(1).withWasteOnly(true)))
        .containsExactly(
            "~ / 0 !3000",
            "~ /opt 0 !3000",
            "- /opt/one 3000 !3000",
            "- /opt/two 0 !3000",
            "/srv 0",
            "/srv/three 0 !3000");
  }

  @Test
  void filtersLeaveFoldersThatLeadSomewhere() {
    assertThat(shown(Choice.of(2).withWasteOnly(true)))
        .containsExactly("~ / 40710 !3000", "~ /etc 210 !3000", "- /etc/gone 3000 !3000");
    assertThat(
            shown(
                new Choice(
                    2, false, Set.of(Change.UNMODIFIED, Change.REMOVED), false, NameQuery.ALL)))
        .containsExactly("~ / 40710 !3000", "+ /opt 500", "+ /opt/new 500");
  }

  @Test
  void aSearchShowsWhatIsFoundAndWhatIsInIt() {
    assertThat(shown(Choice.of(2).withQuery(new NameQuery("o?t"))))
        .containsExactly("~ / 40710 !3000", "+ /opt 500", "+ /opt/new 500");
    assertThat(shown(Choice.of(2).withQuery(new NameQuery("/etc/s"))))
        .containsExactly("~ / 40710 !3000", "~ /etc 210 !3000", "/etc/same 10", "/etc/shipped 200");
    assertThat(shown(Choice.of(2).withQuery(new NameQuery("nowhere")))).isEmpty();
  }
}
