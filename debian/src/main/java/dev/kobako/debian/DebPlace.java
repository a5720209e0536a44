package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Printable;

/**
 * What messages call a package that is being opened.
 *
 * @param name of the .deb as the archive has it
 */
record DebPlace(String name) {
  private static final String REMEDY =
      "the package is damaged or hostile: fetch it again, from a source that you trust";

  static DebPlace of(AvailablePackage available) {
    String name =
        available
            .stanza()
            .field("Filename")
            .orElseGet(() ->
                available.name()
                    + "_"
                    + available.version()
                    + "_"
                    + available.architecture()
                    + ".deb");
    return new DebPlace(Printable.text(name.substring(name.lastIndexOf('/') + 1)));
  }

  /** The failure that the package is not what an honest one is. */
  KobakoException finding(String fact) {
    return KobakoException.finding(Diagnostic.of(name, fact, REMEDY));
  }

  @Override
  public String toString() {
    return name;
  }
}
