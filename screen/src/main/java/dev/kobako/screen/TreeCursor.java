package dev.kobako.screen;

import dev.kobako.report.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Which directories are open, which row the cursor is on, and from which row on the tree is shown.
 * Rows are laid out only when something of that has changed, and only those of open directories.
 */
final class TreeCursor {
  private final Place root;
  private final BitSet opened = new BitSet();

  /** What was opened or closed by hand among what a search has opened. */
  private final BitSet turned = new BitSet();

  private PathView view;
  private boolean bySize;
  private List<Place> rows = List.of();
  private boolean stale = true;
  private int cursor;
  private int top;

  TreeCursor(Place root, PathView view) {
    this.root = root;
    this.view = view;
  }

  /** Shows another view; the cursor stays where it is, if that is still shown. */
  void show(PathView other) {
    if (!other.choice().query().equals(view.choice().query())) {
      turned.clear();
    }
    view = other;
    stale = true;
  }

  /** Sorts what is in a directory by size, and not by name, or back. */
  void sortBySize(boolean size) {
    bySize = size;
    stale = true;
  }

  /** What the rows show, from the first one on; the root has none. */
  List<Place> rows() {
    if (stale) {
      Place at = cursor < rows.size() ? rows.get(cursor) : root;
      rows = layOut();
      stale = false;
      int found = rows.indexOf(at);
      cursor = found >= 0 ? found : Math.max(0, Math.min(cursor, rows.size() - 1));
    }
    return rows;
  }

  int cursor() {
    rows();
    return cursor;
  }

  /** The place under the cursor; the root where there is no row. */
  Place selected() {
    return rows().isEmpty() ? root : rows.get(cursor);
  }

  /** The first row that is shown when so many have room: it moves no more than it must. */
  int top(int room) {
    int last = Math.max(0, rows().size() - room);
    top = Math.min(Math.max(0, Math.min(top, cursor)), last);
    if (cursor >= top + room) {
      top = cursor - room + 1;
    }
    return top;
  }

  void move(int by) {
    int most = rows().size() - 1;
    long target = (long) cursor + by;
    cursor = (int) Math.max(0, Math.min(most, target));
  }

  /** Goes to the next row, or the one before, that has what is searched for; round and round. */
  void toMatch(int by) {
    int count = rows().size();
    for (int i = 1; i <= count; i++) {
      int at = Math.floorMod(cursor + by * i, count);
      if (view.isMatch(rows.get(at))) {
        cursor = at;
        return;
      }
    }
  }

  boolean isOpen(Place place) {
    if (!view.version(place).isDirectory()) {
      return false;
    }
    boolean open = opened.get(place.number());
    return view.choice().query().isAll()
        ? open
        : (open || view.hasMatchBelow(place)) != turned.get(place.number());
  }

  /** Opens a closed directory, and closes an open one. */
  void toggle() {
    Place place = selected();
    if (view.version(place).isDirectory()) {
      turn(place);
    }
  }

  private void turn(Place place) {
    if (view.choice().query().isAll()) {
      opened.flip(place.number());
    } else {
      turned.flip(place.number());
    }
    stale = true;
  }

  /** Opens the directory, or goes on to what is in it if it is open. */
  void in() {
    Place place = selected();
    if (isOpen(place)) {
      move(1);
    } else {
      toggle();
    }
  }

  /** Closes the directory, or goes to the one that the cursor is in. */
  void out() {
    Place place = selected();
    if (isOpen(place)) {
      turn(place);
      return;
    }
    int parent = rows().indexOf(place.parent().orElse(root));
    cursor = parent < 0 ? cursor : parent;
  }

  /** Opens all directories, or closes them all where one is open. */
  void toggleAll() {
    turned.clear();
    if (opened.isEmpty()) {
      Deque<Place> left = new ArrayDeque<>(List.of(root));
      while (!left.isEmpty()) {
        Place place = left.pop();
        opened.set(place.number());
        place.children().stream().filter(view::isShown).forEach(left::push);
      }
    } else {
      opened.clear();
    }
    stale = true;
  }

  private List<Place> layOut() {
    List<Place> all = new ArrayList<>();
    Deque<Place> left = new ArrayDeque<>();
    push(root, left);
    while (!left.isEmpty()) {
      Place place = left.pop();
      all.add(place);
      if (isOpen(place)) {
        push(place, left);
      }
    }
    return all;
  }

  /** The first one comes to lie on top. */
  private void push(Place folder, Deque<Place> left) {
    List<Place> children = folder.children();
    if (bySize) {
      children = new ArrayList<>(children);
      children.sort(Comparator.comparingLong(view::bytes).reversed());
    }
    for (Place child : children.reversed()) {
      if (view.isShown(child)) {
        left.push(child);
      }
    }
  }
}
