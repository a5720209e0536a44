package dev.kobako.screen;

import java.util.Locale;

/**
 * What people look for: a part of a name, or a glob with {@code *} and {@code ?} for a whole one;
 * with a slash in it, of the whole path. Upper and lower case are the same.
 *
 * @param text in lower case; empty for everything
 */
record NameQuery(String text) {
  /** Everything. */
  static final NameQuery ALL = new NameQuery("");

  NameQuery {
    text = text.toLowerCase(Locale.ROOT);
  }

  boolean isAll() {
    return text.isEmpty();
  }

  /** Whether the whole path is asked for. */
  boolean wantsPath() {
    return text.indexOf('/') >= 0;
  }

  /** Whether a name, or a path where that is wanted, is among what is looked for. */
  boolean matches(String name) {
    return (text.indexOf('*') >= 0 || text.indexOf('?') >= 0)
        ? globs(text, name)
        : contains(text, name);
  }

  private static boolean contains(String wanted, String name) {
    for (int i = 0; i <= name.length() - wanted.length(); i++) {
      if (name.regionMatches(true, i, wanted, 0, wanted.length())) {
        return true;
      }
    }
    return false;
  }

  /** Goes back to the last star only, so the time is at most the product of the lengths. */
  private static boolean globs(String glob, String name) {
    int at = 0;
    int star = -1;
    int tried = 0;
    for (int i = 0; i < name.length(); ) {
      if (at < glob.length() && glob.charAt(at) == '*') {
        star = at++;
        tried = i;
      } else if (at < glob.length() && isSame(glob.charAt(at), name.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++tried;
      } else {
        return false;
      }
    }
    while (at < glob.length() && glob.charAt(at) == '*') {
      at++;
    }
    return at == glob.length();
  }

  private static boolean isSame(char wanted, char seen) {
    return wanted == '?' || wanted == seen || wanted == Character.toLowerCase(seen);
  }
}
