package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;

/**
 * Points in time whose state of an archive is kept: the last part of its URL, as
 * snapshot.debian.org and snapshot.ubuntu.com have it.
 */
final class Snapshot {
  private static final String FORM = "ddddddddTddddddZ";
  private static final int DATE = 8;

  private Snapshot() {}

  /**
   * In the services' FORM.
   *
   * @param written that, or a date without a time
   * @throws KobakoException usage, where it is neither
   */
  static String point(String written) {
    String point = written.length() == DATE ? written + "T000000Z" : written;
    if (!isPoint(point)) {
      throw KobakoException.usage(
          Diagnostic.of(
              "--snapshot",
              "'" + written + "' is no point in time",
              "write it like 20250520T000000Z or 20250520"));
    }
    return point;
  }

  static boolean isPoint(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char each = text.charAt(i);
      boolean fits = FORM.charAt(i) == 'd' ? each >= '0' && each <= '9' : each == FORM.charAt(i);
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
