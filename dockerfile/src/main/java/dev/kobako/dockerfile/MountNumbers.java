package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * The values of mount options that are numbers, in the forms that BuildKit takes.
 *
 * @param refusal makes an error of a fact and a remedy
 */
record MountNumbers(BiFunction<String, String, KobakoException> refusal) {
  /** As Go's {@code strconv.ParseBool}. */
  boolean truth(String key, String value) {
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
          throw refusal.apply(
              key + " is true or false, not '" + value + "'", "write " + key + "=true");
    };
  }

  int mode(String value) {
    if (value.isEmpty()
        || value.length() > 8
        || !value.chars().allMatch(c -> c >= '0' && c < '8')
        || Integer.parseInt(value, 8) > 07777) {
      throw refusal.apply(
          "mode is an octal number up to 07777, not '" + value + "'", "write mode=0755");
    }
    return Integer.parseInt(value, 8);
  }

  /** A user's or group's number, unsigned: what is above 2^31 is negative. */
  int owner(String key, String value) {
    try {
      if (!value.startsWith("+")) {
        return Integer.parseUnsignedInt(value);
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw refusal.apply(
        key + " is a number up to 4294967295, not '" + value + "'",
        "write " + key + "=1000; names are not known here");
  }

  /** Bytes, with k, m, g, t or p for powers of 1024, possibly followed by b or ib. */
  long size(String value) {
    int digits = value.length();
    while (digits > 0 && "0123456789. ".indexOf(value.charAt(digits - 1)) < 0) {
      digits--;
    }
    String number = value.substring(0, digits);
    if (number.endsWith(" ")) {
      number = number.substring(0, digits - 1);
    }
    long unit = unit(value.substring(digits).toLowerCase(Locale.ROOT));
    double bytes = number.matches("[0-9.]{1,24}") ? amount(number) * unit : -1;
    if (bytes < 0 || bytes > Long.MAX_VALUE) {
      throw refusal.apply(
          "size is a number of bytes such as 64m or 1.5g, not '" + value + "'", "write size=64m");
    }
    return (long) bytes;
  }

  private static double amount(String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** Negative where there is no such unit. */
  private static long unit(String suffix) {
    return switch (suffix) {
      case "", "b" -> 1;
      case "k", "kb", "kib" -> 1L << 10;
      case "m", "mb", "mib" -> 1L << 20;
      case "g", "gb", "gib" -> 1L << 30;
      case "t", "tb", "tib" -> 1L << 40;
      case "p", "pb", "pib" -> 1L << 50;
      default -> -1;
    };
  }
}
