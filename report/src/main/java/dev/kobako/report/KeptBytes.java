package dev.kobako.report;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The few files that are read after all layers have passed: what package managers say of who owns
 * what. How much of an image is kept for that is bounded for all its layers together.
 */
final class KeptBytes {
  private static final String DPKG = "var/lib/dpkg/";
  private static final long MOST = 64L << 20;

  private final AtomicLong left = new AtomicLong(MOST);

  /** Whether a member of a layer is read later, by its name as the layer writes it. */
  static boolean isWanted(String name) {
    int at = name.startsWith("./") ? 2 : name.startsWith("/") ? 1 : 0;
    if (!name.startsWith(DPKG, at)) {
      return false;
    }
    return name.startsWith("status", at + DPKG.length())
        || name.startsWith("diversions", at + DPKG.length())
        || (name.startsWith("info/", at + DPKG.length()) && name.endsWith(".list"));
  }

  /** Takes so many bytes, if there are as many left. */
  boolean take(long size) {
    return left.getAndUpdate(there -> there >= size ? there - size : there) >= size;
  }
}
