package dev.kobako.tree;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The records of a PAX extended header, {@code length key=value\n} each (<a
 * href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html">pax(1)</a>). Values
 * are kept as ISO-8859-1 text, a character a byte.
 */
final class PaxRecords {
  private static final String SCHILY_XATTR = "SCHILY.xattr.";
  private static final String LIBARCHIVE_XATTR = "LIBARCHIVE.xattr.";
  private static final int MAX_DIGITS = 18;

  /** What a member without an extended header has. */
  static final PaxRecords NONE = new PaxRecords(new TarPlace("no tar", 0));

  private final TarPlace place;
  private final Map<String, String> records = new TreeMap<>();
  private final SparseMap sparse00;

  /** An offset of GNU's sparse format 0.0 that waits for its length. */
  private OptionalLong sparseOffset = OptionalLong.empty();

  private PaxRecords(TarPlace place) {
    this.place = place;
    this.sparse00 = new SparseMap(place);
  }

  static PaxRecords parse(byte[] bytes, TarPlace place) {
    PaxRecords all = new PaxRecords(place);
    int at = 0;
    while (at < bytes.length) {
      at = all.parseRecord(bytes, at);
    }
    return all;
  }

  private int parseRecord(byte[] bytes, int start) {
    long length = 0;
    int at = start;
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && at - start < MAX_DIGITS) {
      length = 10 * length + bytes[at++] - '0';
    }
    if (at == start || at == bytes.length || bytes[at] != ' ') {
      throw place.finding("a PAX record that does not start with its length and a space");
    }
    if (length < at - start + 3 || length > bytes.length - start) {
      throw place.finding(
          "a PAX record with length " + length + " where " + (bytes.length - start) + " are left");
    }
    int end = start + (int) length - 1;
    String record = new String(bytes, at + 1, end - at - 1, StandardCharsets.ISO_8859_1);
    int equals = record.indexOf('=');
    if (bytes[end] != '\n' || equals < 1) {
      throw place.finding("a PAX record that is not key=value and a line end");
    }
    put(record.substring(0, equals), record.substring(equals + 1));
    return end + 1;
  }

  private void put(String key, String value) {
    switch (key) {
      case "GNU.sparse.offset" -> sparseOffset = OptionalLong.of(integer(key, value));
      case "GNU.sparse.numbytes" -> {
        long offset =
            sparseOffset.orElseThrow(
                () -> place.finding("GNU.sparse.numbytes without a GNU.sparse.offset before it"));
        sparse00.add(offset, integer(key, value));
        sparseOffset = OptionalLong.empty();
      }
      // An empty value takes back what an earlier record said; but an attribute may be empty.
      default -> {
        if (value.isEmpty() && !key.startsWith(SCHILY_XATTR)) {
          records.remove(key);
        } else {
          records.put(key, value);
        }
      }
    }
  }

  /** A path or name, as text that keeps every byte. */
  Optional<String> path(String key) {
    return Optional.ofNullable(records.get(key))
        .map(value -> PathBytes.decode(value.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** A whole number. */
  OptionalLong integer(String key) {
    String value = records.get(key);
    return value == null ? OptionalLong.empty() : OptionalLong.of(integer(key, value));
  }

  /** A time in decimal seconds, as fine as a nanosecond. */
  Optional<Instant> time(String key) {
    return Optional.ofNullable(records.get(key)).map(value -> time(key, value));
  }

  private long integer(String key, String value) {
    boolean negative = value.startsWith("-");
    String digits = negative ? value.substring(1) : value;
    if (!isNumber(digits)) {
      throw place.finding(
          "PAX record " + key + " is '" + Printable.text(value) + "', expected a whole number");
    }
    return negative ? -Long.parseLong(digits) : Long.parseLong(digits);
  }

  private Instant time(String key, String value) {
    int dot = value.indexOf('.');
    String whole = dot < 0 ? value : value.substring(0, dot);
    String fraction = dot < 0 ? "" : value.substring(dot + 1);
    boolean negative = whole.startsWith("-");
    String seconds = negative ? whole.substring(1) : whole;
    if (!isNumber(seconds) || !areDigits(fraction)) {
      throw place.finding(
          "PAX record " + key + " is '" + Printable.text(value) + "', expected seconds");
    }
    long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
    long signed = negative ? -Long.parseLong(seconds) : Long.parseLong(seconds);
    return TarMembers.instant(signed, negative ? -nanos : nanos, place);
  }

  private static boolean isNumber(String digits) {
    return !digits.isEmpty() && digits.length() <= MAX_DIGITS && areDigits(digits);
  }

  /** A loop, since most JVMs that read a tar have just started and know no stream yet. */
  private static boolean areDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * Extended attributes: star's form, which all container tools use, and where an attribute lacks
   * it libarchive's.
   */
  SortedMap<String, String> xattrs() {
    if (records.isEmpty()) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, String> all = new TreeMap<>();
    records.forEach((key, value) -> {
      if (key.startsWith(LIBARCHIVE_XATTR)) {
        String name = key.substring(LIBARCHIVE_XATTR.length());
        all.put(percentDecoded(name), base64Decoded(key, value));
      }
    });
    records.forEach((key, value) -> {
      if (key.startsWith(SCHILY_XATTR) && key.length() > SCHILY_XATTR.length()) {
        all.put(key.substring(SCHILY_XATTR.length()), value);
      }
    });
    return all;
  }

  private String base64Decoded(String key, String value) {
    try {
      // libarchive leaves the padding off.
      String unpadded = value.replaceAll("=+$", "");
      return new String(Base64.getDecoder().decode(unpadded), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      throw place.finding("PAX record " + key + " is not base64");
    }
  }

  private static String percentDecoded(String name) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '%'
          && i + 2 < name.length()
          && Character.digit(name.charAt(i + 1), 16) >= 0
          && Character.digit(name.charAt(i + 2), 16) >= 0) {
        out.append((char) Integer.parseInt(name, i + 1, i + 3, 16));
        i += 2;
      } else {
        out.append(name.charAt(i));
      }
    }
    return out.toString();
  }

  /** The sparse map of GNU's format 0.0 or 0.1, which is in the records. */
  SparseMap sparseMap() {
    String map = records.get("GNU.sparse.map");
    if (map == null) {
      return sparse00;
    }
    SparseMap sparse = new SparseMap(place);
    String[] numbers = map.split(",", -1);
    if (numbers.length % 2 != 0) {
      throw place.finding("GNU.sparse.map with " + numbers.length + " numbers, expected pairs");
    }
    for (int i = 0; i < numbers.length; i += 2) {
      sparse.add(integer("GNU.sparse.map", numbers[i]), integer("GNU.sparse.map", numbers[i + 1]));
    }
    return sparse;
  }
}
