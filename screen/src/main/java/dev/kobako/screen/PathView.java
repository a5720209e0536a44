package dev.kobako.screen;

import dev.kobako.image.Content;
import dev.kobako.report.ImagePlaces;
import dev.kobako.report.Place;
import dev.kobako.tree.Entry;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * All places of an image as one {@link Choice} shows them. Made anew for another choice, in one
 * pass forward and one back, since a directory's number is below those of all in it; a million
 * places take a few tens of milliseconds and 21 bytes each.
 */
final class PathView {
  /** Its waste counts at another name of the file. */
  private static final int COUNTED = 1;

  private static final int PRESENT = 4;
  private static final int SHOWN = 8;
  private static final int MATCHED = 16;
  private static final int MATCHED_BELOW = 32;
  private static final int CHANGED_BELOW = 64;
  private static final int BELOW_MATCH = 128;

  private final Choice choice;
  private final long[] bytes;
  private final long[] waste;
  private final byte[] states;
  private final Change[] changes;

  /** Files with several names that have been counted. */
  private final Set<Content> counted = new HashSet<>();

  /** Those whose waste has been counted. */
  private final Set<Content> countedWaste = new HashSet<>();

  PathView(ImagePlaces places, Choice choice) {
    this.choice = choice;
    this.bytes = new long[places.count()];
    this.waste = new long[places.count()];
    this.states = new byte[places.count()];
    this.changes = new Change[places.count()];
    Arrays.fill(changes, Change.UNMODIFIED);
    for (int i = 0; i < states.length; i++) {
      look(places.place(i));
    }
    for (int i = states.length - 1; i > 0; i--) {
      addToParent(i, places.place(i).parent().orElseThrow().number());
    }
  }

  Choice choice() {
    return choice;
  }

  /** Whether the place is shown, for itself or for something below. */
  boolean isShown(Place place) {
    return has(place.number(), SHOWN);
  }

  /** Whether it is what is searched for. */
  boolean isMatch(Place place) {
    return has(place.number(), MATCHED);
  }

  /** Whether something below is what is searched for. */
  boolean hasMatchBelow(Place place) {
    return has(place.number(), MATCHED_BELOW);
  }

  /** What has become of it; a directory is changed if anything below is. */
  Change change(Place place) {
    Change own = own(place.number());
    return own == Change.UNMODIFIED && has(place.number(), CHANGED_BELOW) ? Change.CHANGED : own;
  }

  /**
   * Of the file, or of all files below that are there; where it was removed, of what was there. A
   * file with several names counts at the first of them.
   */
  long bytes(Place place) {
    return bytes[place.number()];
  }

  /**
   * How many bytes that are shipped, removed or replaced here nobody can see in the end. They are
   * told at each name that a file had, and count at the first of them in what is around it.
   */
  long waste(Place place) {
    return waste[place.number()];
  }

  /** What is there, or was before it was removed. */
  Place.Version version(Place place) {
    Place.Version now = place.at(choice.layer());
    return now.isThere() ? now : place.at(choice.from());
  }

  private boolean has(int number, int bit) {
    return (states[number] & bit) != 0;
  }

  private Change own(int number) {
    return changes[number];
  }

  private void look(Place place) {
    int number = place.number();
    Place.Version was = place.at(choice.from());
    Place.Version is = place.at(choice.layer());
    if (!was.isThere() && !is.isThere()) {
      return;
    }
    Change change = change(was, is);
    Place.Version shown = is.isThere() ? is : was;
    bytes[number] = counts(shown) ? shown.bytes() : 0;
    waste[number] = waste(was, is);
    changes[number] = change;
    int state = PRESENT;
    if (waste[number] > 0 && isCounted(was, is)) {
      if (is.isDirectory()) {
        waste[number] = 0;
      } else {
        state |= COUNTED;
      }
    }
    boolean matched = isMatched(place);
    if (matched) {
      state |= MATCHED;
    }
    // What is in a directory that is searched for is shown with it.
    boolean below =
        place.parent().map(Place::number).filter(at -> has(at, MATCHED | BELOW_MATCH)).isPresent();
    if (below) {
      state |= BELOW_MATCH;
    }
    if (!choice.hidden().contains(change)
        && (!choice.wasteOnly() || waste[number] > 0)
        && (matched || below || choice.query().isAll())) {
      state |= SHOWN;
    }
    states[number] = (byte) state;
  }

  private boolean isMatched(Place place) {
    NameQuery query = choice.query();
    return !query.isAll()
        && query.matches(query.wantsPath() ? place.path().toString() : place.name());
  }

  private static Change change(Place.Version was, Place.Version is) {
    if (!was.isThere()) {
      return Change.ADDED;
    }
    if (!is.isThere()) {
      return Change.REMOVED;
    }
    boolean shippedAgain =
        is.layer() > was.layer()
            && is.entry().orElseThrow() instanceof Entry.RegularFile
            && !is.isSameFile(was);
    return shippedAgain || !is.isLike(was) ? Change.CHANGED : Change.UNMODIFIED;
  }

  private boolean counts(Place.Version version) {
    return !version.isLinked()
        || !(version.entry().orElseThrow() instanceof Entry.RegularFile file)
        || counted.add(file.content());
  }

  private static long waste(Place.Version was, Place.Version is) {
    long sum = is.isWasted() ? is.bytes() : 0;
    return isHidden(was, is) ? sum + was.bytes() : sum;
  }

  private static boolean isHidden(Place.Version was, Place.Version is) {
    return was.isWasted() && is.layer() > was.layer() && !is.isSameFile(was);
  }

  /** Whether all that is wasted here has been counted at other names. */
  private boolean isCounted(Place.Version was, Place.Version is) {
    boolean old = !isHidden(was, is) || isCounted(was);
    boolean now = !is.isWasted() || isCounted(is);
    return old && now;
  }

  private boolean isCounted(Place.Version wasted) {
    return wasted.isLinked()
        && wasted.entry().orElseThrow() instanceof Entry.RegularFile file
        && !countedWaste.add(file.content());
  }

  private void addToParent(int number, int parent) {
    if (!has(number, PRESENT)) {
      return;
    }
    if (!has(number, COUNTED)) {
      waste[parent] += waste[number];
    }
    // What was removed counts no more in a directory that is still there.
    if (own(number) != Change.REMOVED || own(parent) == Change.REMOVED) {
      bytes[parent] += bytes[number];
    }
    int state = states[parent];
    if (has(number, SHOWN)) {
      state |= SHOWN;
    }
    if (has(number, MATCHED) || has(number, MATCHED_BELOW)) {
      state |= MATCHED_BELOW;
    }
    if (own(number) != Change.UNMODIFIED || has(number, CHANGED_BELOW)) {
      state |= CHANGED_BELOW;
    }
    states[parent] = (byte) state;
  }
}
