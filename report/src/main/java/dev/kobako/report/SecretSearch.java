package dev.kobako.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a text for secrets whose form gives them away. A form is believed only with all of
 * it there, so that words about secrets in documentation and programs are none.
 */
final class SecretSearch {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END";
  private static final String KEY = "PRIVATE KEY-----";
  private static final int MAX_KEY_NAME = 32;

  /** A key has more than this many characters of base64 in its first lines; an example has dots. */
  private static final int MIN_KEY_TEXT = 60;

  private static final int AWS_LENGTH = 20;

  private static final String HIDDEN = "***";
  private static final int ASCII = 128;

  private final byte[] text;
  private final int length;

  /** Where the last secret that was found begins, and what is behind it. */
  private int start;

  private int end;

  private SecretSearch(byte[] text, int length) {
    this.text = text;
    this.length = length;
  }

  /** The first secret in the text. */
  static Optional<SecretKind> in(byte[] text, int length) {
    return Optional.ofNullable(new SecretSearch(text, length).next(0));
  }

  /**
   * A secret of a text.
   *
   * @param start where it begins
   */
  record Found(SecretKind kind, int start) {}

  /** All secrets in a text, in their order. */
  static List<Found> all(String text) {
    byte[] bytes = bytes(text);
    SecretSearch search = new SecretSearch(bytes, bytes.length);
    List<Found> all = new ArrayList<>();
    SecretKind kind = search.next(0);
    while (kind != null) {
      all.add(new Found(kind, search.start));
      kind = search.next(search.end);
    }
    return all;
  }

  /** A text with {@value #HIDDEN} in the place of each secret. */
  static String masked(String text) {
    byte[] bytes = bytes(text);
    SecretSearch search = new SecretSearch(bytes, bytes.length);
    StringBuilder masked = new StringBuilder();
    int shown = 0;
    while (search.next(shown) != null) {
      masked.append(text, shown, search.start).append(HIDDEN);
      shown = search.end;
    }
    return shown == 0 ? text : masked.append(text, shown, text.length()).toString();
  }

  /** A byte for each character, so that both are at the same place; no secret has other ones. */
  private static byte[] bytes(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (text.charAt(i) < ASCII ? text.charAt(i) : '?');
    }
    return bytes;
  }

  /** The first secret from a place on; {@link #start} and {@link #end} are where it stands then. */
  private @Nullable SecretKind next(int from) {
    for (int at = from; at < length; at++) {
      // One seldom character of each form is looked for, and only then the rest around it.
      SecretKind found =
          switch (text[at]) {
            case '-' -> dash(at);
            case '_' -> underscore(at);
            case 'K' -> awsKey(at);
            case 'z' -> token(at - 2, "AIza", 35, 35, SecretKind.GOOGLE_API_KEY);
            default -> null;
          };
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private SecretKind found(SecretKind kind, int from, int to) {
    start = from;
    end = to;
    return kind;
  }

  private @Nullable SecretKind dash(int at) {
    if (startsWith(at, BEGIN)) {
      return isKey(at + BEGIN.length())
          ? found(SecretKind.PRIVATE_KEY, at, endOfKey(at + BEGIN.length()))
          : null;
    }
    SecretKind gitlab = token(at - 5, "glpat-", 20, 64, SecretKind.GITLAB_TOKEN);
    return gitlab != null ? gitlab : slack(at);
  }

  private @Nullable SecretKind slack(int at) {
    for (String prefix : new String[] {"xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"}) {
      SecretKind found = token(at - 4, prefix, 30, 250, SecretKind.SLACK_TOKEN);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable SecretKind underscore(int at) {
    if (at < 3) {
      return null;
    }
    if (text[at - 3] == 'g' && text[at - 2] == 'h' && "pousr".indexOf(text[at - 1]) >= 0) {
      String prefix = "gh" + (char) text[at - 1] + "_";
      return token(at - 3, prefix, 36, 255, SecretKind.GITHUB_TOKEN);
    }
    SecretKind found = token(at - 3, "npm_", 36, 36, SecretKind.NPM_TOKEN);
    if (found == null) {
      found = token(at - 10, "github_pat_", 82, 82, SecretKind.GITHUB_TOKEN);
    }
    return found != null ? found : token(at - 7, "sk_live_", 24, 99, SecretKind.STRIPE_KEY);
  }

  private @Nullable SecretKind awsKey(int at) {
    int first = at - 1;
    if (!startsWith(first, "AKIA") || isWord(first - 1) || isWord(first + AWS_LENGTH)) {
      return null;
    }
    for (int i = first + 4; i < first + AWS_LENGTH; i++) {
      if (i >= length || !(isDigit(text[i]) || (text[i] >= 'A' && text[i] <= 'Z'))) {
        return null;
      }
    }
    // Amazon's own documentation ends its examples so.
    return startsWith(first + AWS_LENGTH - 7, "EXAMPLE")
        ? null
        : found(SecretKind.AWS_ACCESS_KEY, first, first + AWS_LENGTH);
  }

  /** A fixed start, and then so many letters, digits, underscores and dashes, and no more. */
  private @Nullable SecretKind token(
      int first, String prefix, int least, int most, SecretKind kind) {
    if (!startsWith(first, prefix) || isWord(first - 1)) {
      return null;
    }
    int from = first + prefix.length();
    int to = from;
    boolean digit = false;
    boolean varied = false;
    // One more than may be there is enough to know: a text of nothing but starts is one long word.
    while (to < length && to - from <= most && (isWord(to) || text[to] == '-')) {
      digit |= isDigit(text[to]);
      varied |= text[to] != text[from];
      to++;
    }
    // xxxx stands for a token in documentation; a real one without a digit is one in thousands
    return to - from >= least && to - from <= most && digit && varied
        ? found(kind, first, to)
        : null;
  }

  private boolean isKey(int at) {
    int name = at;
    while (name < Math.min(length, at + MAX_KEY_NAME) && !startsWith(name, KEY)) {
      name++;
    }
    if (!startsWith(name, KEY)) {
      return false;
    }
    int letters = 0;
    for (int i = name + KEY.length(); i < length && letters < MIN_KEY_TEXT; i++) {
      byte each = text[i];
      if (isBase64(each)) {
        letters++;
      } else if (each == '-' && startsWith(i, END)) {
        return false;
      } else if (!isBetweenLines(each)) {
        return false;
      }
    }
    return letters >= MIN_KEY_TEXT;
  }

  /** Behind the mark that ends a key; the end of the text where there is none. */
  private int endOfKey(int at) {
    int mark = at;
    while (mark < length && !startsWith(mark, END)) {
      mark++;
    }
    int last = mark;
    while (last < length && !startsWith(last, KEY)) {
      last++;
    }
    return Math.min(length, last + KEY.length());
  }

  /**
   * Line ends, also as a string literal writes them, and what the headers of an encrypted key have.
   */
  private static boolean isBetweenLines(byte each) {
    return " \r\n\t\\\",-:".indexOf(each) >= 0;
  }

  private static boolean isBase64(byte each) {
    return isDigit(each)
        || (each >= 'A' && each <= 'Z')
        || (each >= 'a' && each <= 'z')
        || each == '+'
        || each == '/'
        || each == '=';
  }

  private boolean isWord(int at) {
    if (at < 0 || at >= length) {
      return false;
    }
    byte each = text[at];
    return isDigit(each)
        || (each >= 'A' && each <= 'Z')
        || (each >= 'a' && each <= 'z')
        || each == '_';
  }

  private static boolean isDigit(byte each) {
    return each >= '0' && each <= '9';
  }

  private boolean startsWith(int at, String start) {
    if (at < 0 || at > length - start.length()) {
      return false;
    }
    for (int i = 0; i < start.length(); i++) {
      if (text[at + i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
