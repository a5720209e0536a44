package dev.kobako.dockerfile;

/** Checks the form of S-expressions, independently of who writes them. */
final class SexpReader {
  private final String text;
  private int at;

  private SexpReader(String text) {
    this.text = text;
  }

  /** Whether the text is nothing but nodes, each on a line of its own. */
  static boolean isWellFormed(String text) {
    SexpReader reader = new SexpReader(text);
    while (reader.at < text.length()) {
      if (!reader.node() || !reader.takes('\n')) {
        return false;
      }
    }
    return true;
  }

  private boolean node() {
    if (!takes('(')) {
      return false;
    }
    while (at < text.length() && " \n()\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    boolean first = true;
    while (!takes(')')) {
      boolean apart = takes(' ') || (first && at < text.length() && text.charAt(at) == '"');
      if (!apart || !(node() || list() || string())) {
        return false;
      }
      first = false;
    }
    return true;
  }

  private boolean list() {
    if (!takes('[')) {
      return false;
    }
    do {
      if (!string()) {
        return false;
      }
    } while (takes(' '));
    return takes(']');
  }

  private boolean string() {
    if (!takes('"')) {
      return false;
    }
    while (at < text.length() && text.charAt(at) != '"') {
      if (text.charAt(at) < ' ') {
        return false;
      }
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return takes('"');
  }

  private boolean takes(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }
}
