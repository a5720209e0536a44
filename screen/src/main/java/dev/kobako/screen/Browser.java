package dev.kobako.screen;

import dev.kobako.report.ImagePlaces;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What somebody who looks through an image sees, and what each key does to it: layers on the left,
 * the tree after the chosen one on the right. Knows nothing of terminals.
 */
final class Browser {
  private static final int LEAST_ROWS = 10;
  private static final int LEAST_COLUMNS = 40;
  private static final int LEFT_MOST = 60;

  private final ImagePlaces places;
  private final String title;
  private final ShownText shown;
  private final LayerPane layerPane;
  private final TreePane treePane;
  private final DetailLines details;
  private final WastePage wastePage;
  private final TreeCursor tree;
  private Choice choice;
  private PathView view;
  private boolean inLayers = true;
  private boolean attributes = true;
  private boolean bySize;
  private boolean helping;
  private boolean wasting;
  private boolean typing;
  private String typed = "";
  private TerminalSize size = TerminalSize.USUAL;

  /**
   * The first look at an image.
   *
   * @param title what the image is called
   * @param amounts numbers of bytes as people read them
   */
  Browser(ImagePlaces places, String title, ShownText shown, LongFunction<String> amounts) {
    this.places = places;
    this.title = title;
    this.shown = shown;
    this.choice = Choice.of(places.layers().size() - 1);
    this.view = new PathView(places, choice);
    this.tree = new TreeCursor(places.place(0), view);
    this.layerPane = new LayerPane(places, shown, amounts);
    this.treePane = new TreePane(shown, amounts);
    this.details = new DetailLines(places, shown, amounts);
    this.wastePage = new WastePage(places, shown, amounts);
  }

  /** The terminal has another size now. */
  void resize(TerminalSize now) {
    size = now;
  }

  /** Does what a key is for; false where that is to end. */
  boolean press(Key key) {
    if (helping || wasting) {
      helping = false;
      wasting = false;
      return !isEnd(key);
    }
    if (typing) {
      return type(key);
    }
    return switch (key) {
      case Key.Named named -> named(named);
      case Key.Control control -> control(control);
      case Key.Text text -> letter(text.codePoint());
    };
  }

  private static boolean isEnd(Key key) {
    return key.equals(new Key.Control('C')) || key.equals(new Key.Text('q'));
  }

  private boolean named(Key.Named key) {
    switch (key) {
      case UP -> move(-1);
      case DOWN -> move(1);
      case PAGE_UP -> move(-page());
      case PAGE_DOWN -> move(page());
      case HOME -> move(Integer.MIN_VALUE);
      case END -> move(Integer.MAX_VALUE);
      case TAB -> inLayers = !inLayers;
      case LEFT -> {
        if (!inLayers) {
          tree.out();
        }
      }
      case RIGHT -> {
        if (inLayers) {
          inLayers = false;
        } else {
          tree.in();
        }
      }
      case ENTER -> enter();
      case ESCAPE -> search("");
      case HELP -> helping = true;
      case BACKSPACE, DELETE -> {}
    }
    return true;
  }

  private void enter() {
    if (inLayers) {
      inLayers = false;
    } else {
      tree.toggle();
    }
  }

  /** As dive has them. */
  private boolean control(Key.Control key) {
    switch (key.letter()) {
      case 'C' -> {
        return false;
      }
      case ' ' -> tree.toggleAll();
      case 'F', '_' -> typing = true;
      case 'A' -> {
        if (inLayers) {
          choose(choice.withAggregated(true));
        } else {
          choose(choice.withToggled(Change.ADDED));
        }
      }
      case 'L' -> choose(choice.withAggregated(false));
      case 'R' -> choose(choice.withToggled(Change.REMOVED));
      case 'U' -> choose(choice.withToggled(Change.UNMODIFIED));
      case 'B' -> attributes = !attributes;
      case 'O' -> sort();
      default -> {}
    }
    return true;
  }

  /** The same without Ctrl, for terminals that keep some of those for themselves, and more. */
  private boolean letter(int codePoint) {
    switch (codePoint) {
      case 'q' -> {
        return false;
      }
      case ' ' -> enter();
      case 'k' -> move(-1);
      case 'j' -> move(1);
      case 'h' -> named(Key.Named.LEFT);
      case 'l' -> named(Key.Named.RIGHT);
      case 'g' -> move(Integer.MIN_VALUE);
      case 'G' -> move(Integer.MAX_VALUE);
      case 'e' -> tree.toggleAll();
      case '/' -> typing = true;
      case 'v' -> choose(choice.withAggregated(!choice.aggregated()));
      case 'a' -> choose(choice.withToggled(Change.ADDED));
      case 'r' -> choose(choice.withToggled(Change.REMOVED));
      case 'm' -> choose(choice.withToggled(Change.CHANGED));
      case 'u' -> choose(choice.withToggled(Change.UNMODIFIED));
      case 'w' -> choose(choice.withWasteOnly(!choice.wasteOnly()));
      case 'W' -> wasting = true;
      case 'b' -> attributes = !attributes;
      case 'o', 's' -> sort();
      case 'n' -> toMatch(1);
      case 'N' -> toMatch(-1);
      case '[' -> chooseLayer(-1);
      case ']' -> chooseLayer(1);
      case '?' -> helping = true;
      default -> {}
    }
    return true;
  }

  private void sort() {
    bySize = !bySize;
    tree.sortBySize(bySize);
  }

  private void move(int by) {
    if (inLayers) {
      chooseLayer(by);
    } else {
      tree.move(by);
    }
  }

  private void chooseLayer(int by) {
    long target = Math.min((long) choice.layer() + by, places.layers().size() - 1L);
    if (!places.layers().isEmpty()) {
      choose(choice.withLayer((int) Math.max(0, target)));
    }
  }

  private int page() {
    return Math.max(1, body() - 2);
  }

  private boolean type(Key key) {
    switch (key) {
      case Key.Text text -> search(typed + Character.toString(text.codePoint()));
      case Key.Control(char letter) when letter == 'C' -> {
        return false;
      }
      case Key.Control(char letter) when letter == 'U' -> search("");
      case Key.Control _ -> {}
      case Key.Named named -> {
        switch (named) {
          case BACKSPACE ->
              search(
                  typed.isEmpty()
                      ? ""
                      : typed.substring(0, typed.offsetByCodePoints(typed.length(), -1)));
          case ESCAPE -> {
            search("");
            typing = false;
          }
          case UP, DOWN, PAGE_UP, PAGE_DOWN, ENTER, TAB -> {
            typing = false;
            inLayers = false;
            look();
            tree.toMatch(1);
          }
          case LEFT, RIGHT, HOME, END, DELETE, HELP -> {}
        }
      }
    }
    return true;
  }

  private void toMatch(int by) {
    look();
    tree.toMatch(by);
  }

  private void search(String text) {
    typed = text;
    choose(choice.withQuery(new NameQuery(text)));
  }

  private void choose(Choice other) {
    choice = other;
  }

  /** What has been chosen is looked at only when it is shown, so that fast fingers don't wait. */
  private void look() {
    if (!view.choice().equals(choice)) {
      view = new PathView(places, choice);
      tree.show(view);
    }
  }

  private int body() {
    return size.rows() - 4;
  }

  /** The screen, line by line; as many as it has rows. */
  List<Line> draw() {
    if (size.rows() < LEAST_ROWS || size.columns() < LEAST_COLUMNS) {
      return List.of(line().add("too small: 40 x 10 at least").fill(Style.PLAIN));
    }
    if (helping) {
      return HelpPage.lines(shown, size);
    }
    if (wasting) {
      return wastePage.lines(size);
    }
    look();
    int left = Math.min(LEFT_MOST, size.columns() * 2 / 5);
    List<Line> layers = layerPane.draw(new LayerPane.Look(choice.layer(), inLayers, body(), left));
    List<Line> paths =
        treePane.draw(
            view,
            tree,
            new TreePane.Look(!inLayers, attributes, body(), size.columns() - left - 1));
    List<Line> all = new ArrayList<>();
    all.add(line().add(" kobako  ").add(title).all(Style.SELECTED));
    Line rule = new Line(List.of(new Line.Piece(shown.glyph("│", "|"), Style.WEAK)));
    for (int i = 0; i < body(); i++) {
      all.add(layers.get(i).with(rule).with(paths.get(i)));
    }
    all.addAll(details.of(tree.selected(), view, size.columns()));
    all.add(bottom());
    return all;
  }

  private Line bottom() {
    if (typing || !typed.isEmpty()) {
      return line()
          .add(Style.STRONG, " search: ")
          .add(typed)
          .add(typing ? "_" : "")
          .add(Style.WEAK, "  names, globs * ?, / for paths; Enter keeps, Esc clears")
          .fill(Style.PLAIN);
    }
    return line()
        .add(
            Style.WEAK,
            " q quit  Tab pane  Space open  / search  a r m u w show  v view  o sort  ? keys")
        .fill(Style.PLAIN);
  }

  private Line.Builder line() {
    return new Line.Builder(shown, size.columns());
  }
}
