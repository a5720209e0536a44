package dev.kobako.project;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.PrintableText;
import java.util.regex.Pattern;

/** Names of files and targets that may stand in a Dockerfile and its commands as they are. */
final class PlainName {
  private static final Pattern PLAIN = Pattern.compile("[\\p{Alnum}_@+][\\p{Alnum}._@+/-]{0,400}");
  private static final Pattern DOTTED =
      Pattern.compile("\\.[\\p{Alnum}_][\\p{Alnum}._@+/-]{0,400}");

  private PlainName() {}

  static boolean is(String name) {
    return PLAIN.matcher(name).matches() || DOTTED.matcher(name).matches();
  }

  /**
   * The name itself.
   *
   * @param file where it stands, for the message
   * @throws KobakoException a finding, where a shell or Dockerfile would read something else in it
   */
  static String require(String file, String name) {
    if (!is(name)) {
      String shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
      throw KobakoException.finding(
          Diagnostic.of(
              PrintableText.of(file),
              "the name '"
                  + PrintableText.of(shown)
                  + "' can't be written in a Dockerfile, expected letters, digits and ._@+/-",
              "rename it, or write the Dockerfile by hand"));
    }
    return name;
  }
}
