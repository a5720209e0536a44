package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.Locale;

/** Sizes as docker's users write them: {@code 64m}, {@code 1g}, a number of bytes. */
final class ByteCount {
  private static final String UNITS = "bkmgt";
  private static final int UNIT_BITS = 10;

  private ByteCount() {}

  /**
   * In bytes; units are powers of 1024.
   *
   * @param flag what it was given with, for messages
   * @throws KobakoException usage, where it is no size
   */
  static long parse(String flag, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() > 1 && lower.endsWith("b")) {
      lower = lower.substring(0, lower.length() - 1);
    }
    int unit = lower.isEmpty() ? -1 : UNITS.indexOf(lower.charAt(lower.length() - 1));
    String number = unit < 0 ? lower : lower.substring(0, lower.length() - 1);
    int shift = Math.max(0, unit) * UNIT_BITS;
    boolean right = number.matches("[0-9]{1,15}");
    if (!right || Long.parseLong(number) > Long.MAX_VALUE >> shift) {
      throw KobakoException.usage(
          Diagnostic.of(flag, "'" + text + "' is no size", "write 64m or a number of bytes"));
    }
    return Long.parseLong(number) << shift;
  }
}
