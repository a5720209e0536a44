package dev.kobako.dockerfile;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.diagnostic.Spelling;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/**
 * The options of mounts and the forms of their values that BuildKit takes.
 *
 * @param refusal makes an error of a fact and a remedy
 */
record MountValues(BiFunction<String, String, KobakoException> refusal) {
  /** Of an octal number with 32 bits. */
  private static final int MODE_DIGITS = 11;

  private static final List<String> TYPES = List.of("bind", "cache", "tmpfs", "secret", "ssh");
  private static final List<String> SHARINGS = List.of("shared", "private", "locked");
  private static final List<String> KEYS =
      List.of(
          "type",
          "from",
          "source",
          "src",
          "target",
          "dst",
          "destination",
          "readonly",
          "ro",
          "readwrite",
          "rw",
          "id",
          "sharing",
          "required",
          "size",
          "mode",
          "uid",
          "gid",
          "env");

  String type(String value) {
    return oneOf("the mount type", value, TYPES);
  }

  String sharing(String value) {
    return oneOf("sharing", value, SHARINGS);
  }

  private String oneOf(String what, String value, List<String> known) {
    String lower = value.toLowerCase(Locale.ROOT);
    if (known.contains(lower)) {
      return lower;
    }
    throw refusal.apply(
        what + " '" + value + "' is unknown; it is one of " + String.join(", ", known),
        Spelling.nearest(lower, known)
            .map(near -> "did you mean " + near + "?")
            .orElse("write " + known.getFirst() + ", for example"));
  }

  /** An option without a value that has to have one, or that there is not. */
  KobakoException lacking(String key) {
    return KEYS.contains(key)
        ? refusal.apply("the mount option " + key + " has no value", "write " + key + "=...")
        : unknown(key);
  }

  /** An option that there is not. */
  KobakoException unknown(String key) {
    String remedy;
    if (TYPES.contains(key)) {
      remedy = "did you mean type=" + key + "?";
    } else if (SHARINGS.contains(key)) {
      remedy = "did you mean sharing=" + key + "?";
    } else {
      remedy =
          Spelling.nearest(key, KEYS)
              .map(near -> "did you mean " + near + "?")
              .orElse("the options are " + String.join(", ", KEYS));
    }
    return refusal.apply("the mount option " + key + " is unknown", remedy);
  }

  boolean truth(String key, String value) {
    return GoBoolean.parse(value)
        .orElseThrow(() ->
            refusal.apply(
                key + " is true or false, not '" + value + "'", "write " + key + "=true"));
  }

  /** The permissions; all other bits of a mode are passed over. */
  int mode(String value) {
    if (value.isEmpty()
        || value.length() > MODE_DIGITS
        || !value.chars().allMatch(c -> c >= '0' && c < '8')) {
      throw refusal.apply("mode is an octal number, not '" + value + "'", "write mode=0755");
    }
    return (int) (Long.parseLong(value, 8) & 0777);
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
