package dev.kobako.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the new format of {@code ld.so.cache}. */
final class LdCacheWriter {
  private static final int LITTLE_ENDIAN_MARK = 2;

  /**
   * A loader searches by halves, from the greatest name to the least. Of equal entries it takes the
   * first, so those stay in the order of the folders that they come from.
   */
  private static final Comparator<LdCache.Entry> ORDER =
      Comparator.comparing(LdCache.Entry::name, LdCacheWriter::compareNames)
          .thenComparingInt(LdCache.Entry::flags)
          .reversed()
          .thenComparing(entry -> entry.hwcaps().isEmpty())
          .thenComparing(entry -> entry.hwcaps().orElse(""));

  private final List<LdCache.Entry> entries;
  private final List<String> hwcaps;
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final Map<String, Integer> places = new LinkedHashMap<>();

  LdCacheWriter(List<LdCache.Entry> entries) {
    this.entries = entries.stream().distinct().sorted(ORDER).toList();
    // a loader walks its own sorted list of hwcaps beside this one
    this.hwcaps =
        this.entries.stream()
            .flatMap(entry -> entry.hwcaps().stream())
            .distinct()
            .sorted()
            .toList();
  }

  byte[] bytes() {
    int start = LdCacheReader.NEW_HEADER + entries.size() * LdCacheReader.NEW_ENTRY;
    hwcaps.forEach(name -> place(name, start));
    entries.forEach(entry -> place(entry.path(), start));
    entries.forEach(entry -> place(entry.name(), start));
    int extension = hwcaps.isEmpty() ? 0 : (start + strings.size() + 3) / 4 * 4;
    int size = hwcaps.isEmpty() ? start + strings.size() : extension + 24 + 4 * hwcaps.size();
    ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    out.put(LdCacheReader.NEW_MAGIC.getBytes(StandardCharsets.US_ASCII));
    out.putInt(entries.size()).putInt(strings.size());
    out.put((byte) LITTLE_ENDIAN_MARK).put(new byte[3]).putInt(extension);
    out.position(LdCacheReader.NEW_HEADER);
    for (LdCache.Entry entry : entries) {
      long hwcap =
          entry
              .hwcaps()
              .map(name -> LdCache.HWCAP_EXTENSION | hwcaps.indexOf(name))
              .orElse(entry.legacyHwcap());
      out.putInt(entry.flags()).putInt(offset(entry.name())).putInt(offset(entry.path()));
      out.putInt(0).putLong(hwcap);
    }
    out.put(strings.toByteArray());
    if (!hwcaps.isEmpty()) {
      out.position(extension);
      out.putInt(LdCacheReader.EXTENSION_MAGIC).putInt(1);
      out.putInt(LdCacheReader.TAG_HWCAPS).putInt(0);
      out.putInt(extension + 24).putInt(4 * hwcaps.size());
      hwcaps.forEach(name -> out.putInt(offset(name)));
    }
    return out.array();
  }

  private void place(String text, int start) {
    if (places.putIfAbsent(text, start + strings.size()) == null) {
      strings.writeBytes(text.getBytes(StandardCharsets.UTF_8));
      strings.write(0);
    }
  }

  private int offset(String text) {
    return places.getOrDefault(text, 0);
  }

  /** By characters, but runs of digits by their number, and a digit after anything else. */
  static int compareNames(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() && j < right.length()) {
      boolean leftDigit = digit(left.charAt(i));
      boolean rightDigit = digit(right.charAt(j));
      if (leftDigit != rightDigit) {
        return leftDigit ? 1 : -1;
      }
      if (leftDigit) {
        int leftEnd = numberEnd(left, i);
        int rightEnd = numberEnd(right, j);
        int order = compareNumbers(left.substring(i, leftEnd), right.substring(j, rightEnd));
        if (order != 0) {
          return order;
        }
        i = leftEnd;
        j = rightEnd;
      } else if (left.charAt(i) != right.charAt(j)) {
        return Character.compare(left.charAt(i), right.charAt(j));
      } else {
        i++;
        j++;
      }
    }
    if (i == left.length() && j == right.length()) {
      return 0;
    }
    return i == left.length() ? -1 : 1;
  }

  private static int compareNumbers(String left, String right) {
    String a = left.replaceFirst("^0+", "");
    String b = right.replaceFirst("^0+", "");
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }

  private static int numberEnd(String text, int from) {
    int end = from;
    while (end < text.length() && digit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean digit(char value) {
    return value >= '0' && value <= '9';
  }
}
