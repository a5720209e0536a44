package dev.kobako.debian;

/**
 * A package's version, {@code [epoch:]upstream[-revision]} (Debian Policy 5.6.12, deb-version(7)),
 * ordered exactly as dpkg orders it. Versions that are ordered the same, as {@code 1.0} and {@code
 * 1.00}, are equal in the order only.
 *
 * @param text as written, without blanks around it
 */
public record PackageVersion(String text) implements Comparable<PackageVersion> {
  /** Checks what dpkg checks. */
  public PackageVersion {
    int colon = text.indexOf(':');
    int hyphen = hyphen(text);
    if (text.isEmpty()) {
      throw refused(text, "is empty");
    }
    if (colon >= 0) {
      checkEpoch(text, colon);
    }
    if (hyphen == colon + 1 || colon + 1 == text.length()) {
      throw refused(text, "has no upstream version");
    }
    if (!isDigit(text.charAt(colon + 1))) {
      throw refused(text, "does not begin with a digit");
    }
    if (hyphen == text.length() - 1) {
      throw refused(text, "has an empty revision");
    }
    checkLetters(text, colon + 1, hyphen, ".-+~:");
    checkLetters(text, Math.min(hyphen + 1, text.length()), text.length(), ".+~");
  }

  /**
   * Reads a version; blanks around it don't matter.
   *
   * @throws IllegalArgumentException for what dpkg would not take
   */
  public static PackageVersion of(String text) {
    return new PackageVersion(text.strip());
  }

  private static void checkEpoch(String text, int colon) {
    long epoch = 0;
    for (int i = 0; i < colon; i++) {
      if (!isDigit(text.charAt(i))) {
        throw refused(text, "has an epoch that is no number");
      }
      epoch = epoch * 10 + (text.charAt(i) - '0');
      if (epoch > Integer.MAX_VALUE) {
        throw refused(text, "has an epoch above " + Integer.MAX_VALUE);
      }
    }
    if (colon == 0) {
      throw refused(text, "has an empty epoch");
    }
  }

  private static void checkLetters(String text, int from, int to, String signs) {
    for (int i = from; i < to; i++) {
      char each = text.charAt(i);
      if (!isDigit(each) && !isLetter(each) && signs.indexOf(each) < 0) {
        throw refused(text, "has a character that versions don't have");
      }
    }
  }

  private static IllegalArgumentException refused(String text, String fact) {
    return new IllegalArgumentException("the version '" + text + "' " + fact);
  }

  /** Where the revision's hyphen is; the text's end if there is none. */
  private static int hyphen(String text) {
    int hyphen = text.lastIndexOf('-');
    return hyphen < 0 ? text.length() : hyphen;
  }

  private static boolean isDigit(char each) {
    return each >= '0' && each <= '9';
  }

  private static boolean isLetter(char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z');
  }

  @Override
  public int compareTo(PackageVersion other) {
    int colon = text.indexOf(':');
    int otherColon = other.text.indexOf(':');
    int order = Integer.compare(epoch(colon), other.epoch(otherColon));
    if (order != 0) {
      return order;
    }
    int hyphen = hyphen(text);
    int otherHyphen = hyphen(other.text);
    order = compare(text, colon + 1, hyphen, other.text, otherColon + 1, otherHyphen);
    return order != 0
        ? order
        : compare(
            text, hyphen + 1, text.length(), other.text, otherHyphen + 1, other.text.length());
  }

  private int epoch(int colon) {
    return colon < 0 ? 0 : Integer.parseInt(text, 0, colon, 10);
  }

  /**
   * Compares two parts, by turns what is no digits by the order of {@link #weight} and what is
   * digits by its value, however long (deb-version(7), "Sorting algorithm").
   */
  private static int compare(String a, int aFrom, int aTo, String b, int bFrom, int bTo) {
    int i = aFrom;
    int j = bFrom;
    while (i < aTo || j < bTo) {
      while ((i < aTo && !isDigit(a.charAt(i))) || (j < bTo && !isDigit(b.charAt(j)))) {
        int order = Integer.compare(weight(a, i++, aTo), weight(b, j++, bTo));
        if (order != 0) {
          return order;
        }
      }
      int aEnd = digitsEnd(a, i, aTo);
      int bEnd = digitsEnd(b, j, bTo);
      int order = compareNumbers(a, i, aEnd, b, j, bEnd);
      if (order != 0) {
        return order;
      }
      i = aEnd;
      j = bEnd;
    }
    return 0;
  }

  /** A tilde is before the end, the end before letters, letters before everything else. */
  private static int weight(String text, int at, int end) {
    if (at >= end || isDigit(text.charAt(at))) {
      return 0;
    }
    char each = text.charAt(at);
    if (each == '~') {
      return -1;
    }
    return isLetter(each) ? each : each + 256;
  }

  private static int digitsEnd(String text, int from, int to) {
    int end = from;
    while (end < to && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int compareNumbers(String a, int aFrom, int aTo, String b, int bFrom, int bTo) {
    int i = afterZeros(a, aFrom, aTo);
    int j = afterZeros(b, bFrom, bTo);
    int order = Integer.compare(aTo - i, bTo - j);
    for (int at = 0; order == 0 && i + at < aTo; at++) {
      order = Character.compare(a.charAt(i + at), b.charAt(j + at));
    }
    return order;
  }

  private static int afterZeros(String text, int from, int to) {
    int start = from;
    while (start < to && text.charAt(start) == '0') {
      start++;
    }
    return start;
  }

  /** The version as written. */
  @Override
  public String toString() {
    return text;
  }
}
