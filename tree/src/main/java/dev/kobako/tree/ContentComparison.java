package dev.kobako.tree;

import dev.kobako.image.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Whether two contents are the same bytes. */
final class ContentComparison {
  private static final int CHUNK = 64 * 1024;

  private ContentComparison() {}

  /** Reads no more than it takes to find a difference, and nothing where the sizes differ. */
  static boolean same(Content left, Content right) throws IOException {
    if (left.size() != right.size()) {
      return false;
    }
    if (left.size() == 0 || left.equals(right)) {
      return true;
    }
    int chunk = (int) Math.min(left.size(), CHUNK);
    byte[] a = new byte[chunk];
    byte[] b = new byte[chunk];
    try (InputStream one = left.open();
        InputStream two = right.open()) {
      while (true) {
        int read = one.readNBytes(a, 0, chunk);
        int other = two.readNBytes(b, 0, chunk);
        if (!Arrays.equals(a, 0, read, b, 0, other)) {
          return false;
        }
        if (read < chunk) {
          return true;
        }
      }
    }
  }
}
