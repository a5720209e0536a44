package dev.kobako.screen;

import java.util.ArrayList;
import java.util.List;

/** What the keys do. */
final class HelpPage {
  private static final List<String> LINES =
      List.of(
          "Tab            the other pane             q, Ctrl-C      quit",
          "Up Down k j    move                       ?, F1          this page",
          "PgUp PgDn      move a page                Home End g G   first, last",
          "[ ]            the layer below, above",
          "v              changes of the layer, or of all since the lowest one",
          "               (in the layers Ctrl-A and Ctrl-L, as in dive)",
          "",
          "Space, Enter   open or close a directory  Right Left     go in, go out",
          "e, Ctrl-Space  open or close all          o, Ctrl-O      sort by size or name",
          "b, Ctrl-B      mode and owner",
          "/, Ctrl-F      search: a part of a name; * and ? make a glob of a whole",
          "               name; with / the whole path. Enter keeps it, Esc clears it,",
          "               n and N go to the next and the last one that was found",
          "",
          "Show or hide:",
          "a, Ctrl-A      + added                    r, Ctrl-R      - removed",
          "m              ~ changed                  u, Ctrl-U      unmodified",
          "w              only ! waste: bytes that nobody can see in the end",
          "W              the paths that waste most, and dive's efficiency");

  private HelpPage() {}

  static List<Line> lines(ShownText shown, TerminalSize size) {
    List<Line> all = new ArrayList<>();
    all.add(new Line.Builder(shown, size.columns()).add(" kobako  keys").all(Style.SELECTED));
    all.add(new Line.Builder(shown, size.columns()).fill(Style.PLAIN));
    for (String text : LINES) {
      all.add(new Line.Builder(shown, size.columns()).add("  ").add(text).fill(Style.PLAIN));
    }
    List<Line> page = new ArrayList<>(all.subList(0, Math.min(all.size(), size.rows() - 1)));
    while (page.size() < size.rows() - 1) {
      page.add(new Line.Builder(shown, size.columns()).fill(Style.PLAIN));
    }
    page.add(
        new Line.Builder(shown, size.columns())
            .add(Style.WEAK, " any key goes back")
            .fill(Style.PLAIN));
    return page;
  }
}
