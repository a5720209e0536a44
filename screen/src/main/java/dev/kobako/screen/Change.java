package dev.kobako.screen;

/** What has become of a place between two layers. */
enum Change {
  ADDED('+', Style.ADDED),
  REMOVED('-', Style.REMOVED),
  /** Another entry is there, or the same file once more; or something in a directory is changed. */
  CHANGED('~', Style.CHANGED),
  UNMODIFIED(' ', Style.PLAIN);

  private final char mark;
  private final Style style;

  Change(char mark, Style style) {
    this.mark = mark;
    this.style = style;
  }

  char mark() {
    return mark;
  }

  Style style() {
    return style;
  }
}
