package dev.kobako.screen;

/**
 * How a piece of text looks. All that a colour says is said by a character, too, for terminals and
 * people without colours.
 */
enum Style {
  PLAIN("", ""),
  STRONG("1", ""),
  WEAK("2", ""),
  /** Where the cursor is. */
  SELECTED("7", ""),
  ADDED("", "32"),
  REMOVED("", "31"),
  CHANGED("", "33"),
  WASTE("", "35");

  private final String attribute;
  private final String colour;

  Style(String attribute, String colour) {
    this.attribute = attribute;
    this.colour = colour;
  }

  /** The parameters of ECMA-48's SGR that switch it on from plain; empty for plain. */
  String parameters(boolean colours) {
    return colours && !colour.isEmpty() ? colour : attribute;
  }
}
