package dev.kobako.screen;

import dev.kobako.report.ImagePlaces;
import dev.kobako.report.Place;
import dev.kobako.tree.Entry;
import java.util.List;
import java.util.function.LongFunction;

/** The two lines below the panes that say more of the entry under the cursor. */
final class DetailLines {
  private final ImagePlaces places;
  private final ShownText shown;
  private final LongFunction<String> amounts;

  DetailLines(ImagePlaces places, ShownText shown, LongFunction<String> amounts) {
    this.places = places;
    this.shown = shown;
    this.amounts = amounts;
  }

  List<Line> of(Place place, PathView view, int columns) {
    Place.Version version = view.version(place);
    Line.Builder path = line(columns).add(Style.STRONG, " " + place.path());
    Line.Builder more = line(columns).add(" ");
    version
        .entry()
        .ifPresent(entry -> {
          if (entry instanceof Entry.Symlink link) {
            path.add(shown.glyph(" → ", " -> ")).add(link.target());
          }
          more.add(EntryText.mode(entry) + " " + EntryText.owner(entry));
          more.add("  " + amounts.apply(view.bytes(place)));
          more.add("  layer " + version.layer());
        });
    if (version.isLinked()) {
      more.add("  several names");
    }
    if (!version.isDirectory()) {
      addFate(place, version, view.choice().layer(), more);
      places.owner(place.path()).ifPresent(owner -> more.add("  package ").add(owner));
    }
    if (view.waste(place) > 0) {
      more.add(Style.WASTE, "  ! " + amounts.apply(view.waste(place)) + " nobody can see");
    }
    return List.of(path.fill(Style.PLAIN), more.fill(Style.PLAIN));
  }

  /** What became of the entry: in this layer, or in one above. */
  private static void addFate(Place place, Place.Version version, int layer, Line.Builder more) {
    Place.Version next = null;
    for (Place.Version each : place.versions()) {
      if (each.layer() > version.layer()) {
        next = each;
      }
    }
    if (next != null) {
      String tense = next.layer() <= layer ? "" : "later ";
      more.add(
          Style.WEAK,
          "  " + tense + (next.isThere() ? "replaced" : "removed") + " by " + next.layer());
    }
  }

  private Line.Builder line(int columns) {
    return new Line.Builder(shown, columns);
  }
}
