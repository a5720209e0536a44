package dev.kobako.apt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads through a {@code Packages} file as it comes, and notes where which package stands. Takes
 * only fields whose names are written as they always are; all else is left for who reads a stanza.
 */
final class PackagesScan {
  /** Rust's packages provide hundreds of names in one line; that has 40 KB. */
  private static final int LONGEST_LINE = 4 << 20;

  /** Debian's main has 63,000. */
  private static final int MOST_PACKAGES = 2_000_000;

  private static final byte[] PACKAGE = bytes("Package:");
  private static final byte[] PROVIDES = bytes("Provides:");
  private static final byte[] ESSENTIAL = bytes("Essential: yes");
  private static final byte[] REQUIRED = bytes("Priority: required");

  /**
   * A package's stanza.
   *
   * @param name of the package, or one that it provides; letters stand for bytes
   * @param offset of its first byte in the file
   * @param length in bytes
   */
  record Place(String name, int offset, int length) {}

  private final List<Place> packages = new ArrayList<>();
  private final List<Place> provided = new ArrayList<>();
  private final List<Place> essential = new ArrayList<>();
  private final List<Place> required = new ArrayList<>();

  private byte[] window = new byte[128 * 1024];
  private int filled;
  private long windowStart;

  private long start = -1;
  private String name = "";
  private final List<String> provides = new ArrayList<>();
  private boolean inProvides;
  private boolean isEssential;
  private boolean isRequired;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** All stanzas, in their order. */
  List<Place> packages() {
    return packages;
  }

  /** The stanzas of packages that provide something, under each name that they provide. */
  List<Place> provided() {
    return provided;
  }

  /** The stanzas of essential packages. */
  List<Place> essential() {
    return essential;
  }

  /** The stanzas of packages whose priority is {@code required}. */
  List<Place> required() {
    return required;
  }

  /** Takes the next bytes of the file. */
  void accept(byte[] bytes, int count) throws IOException {
    if (filled + count > window.length) {
      window = Arrays.copyOf(window, Math.max(window.length * 2, filled + count));
    }
    System.arraycopy(bytes, 0, window, filled, count);
    int searched = filled;
    filled += count;
    int line = 0;
    for (int i = searched; i < filled; i++) {
      if (window[i] == '\n') {
        line(line, i);
        line = i + 1;
      }
    }
    if (filled - line > LONGEST_LINE) {
      throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
    }
    System.arraycopy(window, line, window, 0, filled - line);
    filled -= line;
    windowStart += line;
  }

  /** The file is at its end. */
  void end() throws IOException {
    if (filled > 0) {
      accept(new byte[] {'\n'}, 1);
      windowStart--;
    }
    endStanza(windowStart);
  }

  private void line(int from, int to) throws IOException {
    if (isBlank(from, to)) {
      endStanza(windowStart + from);
      return;
    }
    if (start < 0) {
      start = windowStart + from;
    }
    switch (window[from]) {
      case ' ', '\t' -> {
        if (inProvides) {
          names(from, to);
        }
        return;
      }
      case 'P' -> {
        if (begins(PACKAGE, from, to)) {
          name = text(from + PACKAGE.length, to);
        } else if (begins(PROVIDES, from, to)) {
          names(from + PROVIDES.length, to);
          inProvides = true;
          return;
        } else if (begins(REQUIRED, from, to)) {
          isRequired = true;
        }
      }
      case 'E' -> isEssential |= begins(ESSENTIAL, from, to);
      default -> {}
    }
    inProvides = false;
  }

  private void endStanza(long end) throws IOException {
    if (start < 0) {
      return;
    }
    if (name.isEmpty()) {
      throw new IOException("the stanza at byte " + start + " names no package");
    }
    if (end > Integer.MAX_VALUE || packages.size() == MOST_PACKAGES) {
      throw new IOException("more than 2 GiB, or more than " + MOST_PACKAGES + " packages");
    }
    Place place = new Place(name, (int) start, (int) (end - start));
    packages.add(place);
    for (String each : provides) {
      provided.add(new Place(each, place.offset, place.length));
    }
    if (isEssential) {
      essential.add(place);
    }
    if (isRequired) {
      required.add(place);
    }
    start = -1;
    name = "";
    provides.clear();
    inProvides = false;
    isEssential = false;
    isRequired = false;
  }

  /** Adds the names of a comma-separated list, without their versions and architectures. */
  private void names(int from, int to) {
    int at = from;
    while (at < to) {
      while (at < to && (window[at] <= ' ' || window[at] == ',')) {
        at++;
      }
      int begin = at;
      while (at < to && window[at] > ' ' && ",(:".indexOf(window[at]) < 0) {
        at++;
      }
      if (at > begin) {
        provides.add(new String(window, begin, at - begin, StandardCharsets.ISO_8859_1));
      }
      while (at < to && window[at] != ',') {
        at++;
      }
    }
  }

  private String text(int from, int to) {
    return new String(window, from, to - from, StandardCharsets.ISO_8859_1).strip();
  }

  private boolean begins(byte[] field, int from, int to) {
    return to - from >= field.length
        && Arrays.equals(window, from, from + field.length, field, 0, field.length);
  }

  private boolean isBlank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (window[i] != ' ' && window[i] != '\t' && window[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
