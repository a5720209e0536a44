package dev.kobako.report;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a text for secrets whose form gives them away. A form is believed only with all of
 * it there, so that words about secrets in documentation and programs are none.
 */
final class SecretSearch {
  private static final String BEGIN = "-----BEGIN ";
  private static final String KEY = "PRIVATE KEY-----";
  private static final int MAX_KEY_NAME = 32;

  /** A key has more than this many characters of base64 in its first lines; an example has dots. */
  private static final int MIN_KEY_TEXT = 60;

  private static final int AWS_LENGTH = 20;

  private final byte[] text;
  private final int length;

  private SecretSearch(byte[] text, int length) {
    this.text = text;
    this.length = length;
  }

  /** The first secret in the text. */
  static Optional<SecretKind> in(byte[] text, int length) {
    SecretSearch search = new SecretSearch(text, length);
    for (int at = 0; at < length; at++) {
      // One seldom character of each form is looked for, and only then the rest around it.
      SecretKind found =
          switch (text[at]) {
            case '-' -> search.dash(at);
            case '_' -> search.underscore(at);
            case 'K' -> search.awsKey(at);
            case 'z' -> search.token(at - 2, "AIza", 35, 35, SecretKind.GOOGLE_API_KEY);
            default -> null;
          };
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private @Nullable SecretKind dash(int at) {
    if (startsWith(at, BEGIN)) {
      return isKey(at + BEGIN.length()) ? SecretKind.PRIVATE_KEY : null;
    }
    SecretKind gitlab = token(at - 5, "glpat-", 20, 64, SecretKind.GITLAB_TOKEN);
    return gitlab != null ? gitlab : slack(at);
  }

  private @Nullable SecretKind slack(int at) {
    for (String start : new String[] {"xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"}) {
      SecretKind found = token(at - 4, start, 30, 250, SecretKind.SLACK_TOKEN);
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
      String start = "gh" + (char) text[at - 1] + "_";
      return token(at - 3, start, 36, 255, SecretKind.GITHUB_TOKEN);
    }
    SecretKind found = token(at - 3, "npm_", 36, 36, SecretKind.NPM_TOKEN);
    if (found == null) {
      found = token(at - 10, "github_pat_", 82, 82, SecretKind.GITHUB_TOKEN);
    }
    return found != null ? found : token(at - 7, "sk_live_", 24, 99, SecretKind.STRIPE_KEY);
  }

  private @Nullable SecretKind awsKey(int at) {
    int start = at - 1;
    if (!startsWith(start, "AKIA") || isWord(start - 1) || isWord(start + AWS_LENGTH)) {
      return null;
    }
    for (int i = start + 4; i < start + AWS_LENGTH; i++) {
      if (i >= length || !(isDigit(text[i]) || (text[i] >= 'A' && text[i] <= 'Z'))) {
        return null;
      }
    }
    // Amazon's own documentation ends its examples so.
    return startsWith(start + AWS_LENGTH - 7, "EXAMPLE") ? null : SecretKind.AWS_ACCESS_KEY;
  }

  /** A fixed start, and then so many letters, digits, underscores and dashes, and no more. */
  private @Nullable SecretKind token(
      int start, String prefix, int least, int most, SecretKind kind) {
    if (!startsWith(start, prefix) || isWord(start - 1)) {
      return null;
    }
    int from = start + prefix.length();
    int end = from;
    boolean digit = false;
    boolean varied = false;
    while (end < length && (isWord(end) || text[end] == '-')) {
      digit |= isDigit(text[end]);
      varied |= text[end] != text[from];
      end++;
    }
    // xxxx stands for a token in documentation; a real one without a digit is one in thousands
    return end - from >= least && end - from <= most && digit && varied ? kind : null;
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
      } else if (each == '-' && startsWith(i, "-----END")) {
        return false;
      } else if (!isBetweenLines(each)) {
        return false;
      }
    }
    return letters >= MIN_KEY_TEXT;
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
