package dev.kobako.members;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;

/** Strings of an index that stay, and where they are then. */
final class JavaStrings {
  private final Map<Integer, Integer> places = new HashMap<>();
  private final byte[] bytes;

  /**
   * Some of them, in the order in which they were.
   *
   * @param used offsets of those that stay
   */
  JavaStrings(ByteBuffer old, SortedSet<Integer> used) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at : used) {
      places.put(at, out.size());
      int end = end(old, at);
      byte[] text = new byte[end + 1 - at];
      old.get(at, text);
      out.writeBytes(text);
    }
    this.bytes = out.toByteArray();
  }

  /** All, where they were. */
  JavaStrings(ByteBuffer old) {
    this.bytes = new byte[old.limit()];
    old.get(0, bytes);
  }

  /** Where the zero is that ends one. */
  static int end(ByteBuffer strings, int at) {
    int end = at;
    while (strings.get(end) != 0) {
      end++;
    }
    return end;
  }

  /** Where one is now that was at another place. */
  int at(int before) {
    if (places.isEmpty()) {
      return before; // all stay
    }
    Integer now = places.get(before);
    if (now == null) {
      throw new IllegalArgumentException("the string at " + before + " does not stay");
    }
    return now;
  }

  /** As they are written. */
  byte[] bytes() {
    return bytes;
  }
}
