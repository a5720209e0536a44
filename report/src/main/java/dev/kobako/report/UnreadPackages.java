package dev.kobako.report;

import dev.kobako.diagnostic.Diagnostic;

/**
 * That a database of packages is there and was not read, so that they are not known.
 *
 * @param why place and fact, which may have anybody's text in them
 */
public record UnreadPackages(String why) {
  /** What reading it came to. */
  public static UnreadPackages of(Diagnostic diagnostic) {
    return new UnreadPackages(diagnostic.place() + ": " + diagnostic.fact());
  }

  /** The sentence that people read wherever packages are shown; still to be made printable. */
  public String text() {
    return "packages of rpm are not known: " + why;
  }
}
