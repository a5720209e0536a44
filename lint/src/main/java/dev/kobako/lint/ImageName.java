package dev.kobako.lint;

import java.util.Locale;

/**
 * The image that FROM or {@code --from} names, as written, with hadolint's idea of where its parts
 * end: what is called a registry has a dot, and {@code ${a:-b}} is one letter to it.
 *
 * @param registry empty where there is none
 * @param name without registry, tag and digest
 * @param tag empty where there is none
 * @param digest empty where there is none
 */
record ImageName(String registry, String name, String tag, String digest) {
  static ImageName of(String text) {
    String registry = registry(text);
    String rest = registry.isEmpty() ? text : text.substring(registry.length() + 1);
    int at = find(rest, 0, "@");
    String digest = at == rest.length() ? "" : rest.substring(at + 1);
    int colon = find(rest, 0, "@:");
    boolean tagged = colon < rest.length() && rest.charAt(colon) == ':' && colon > 0;
    return new ImageName(
        registry, rest.substring(0, colon), tagged ? rest.substring(colon + 1, at) : "", digest);
  }

  /** Up to the first slash behind the first dot. */
  private static String registry(String text) {
    int dot = find(text, 0, ".");
    int slash = dot == text.length() ? dot : find(text, dot + 1, "/");
    return dot == 0 || slash == text.length() || slash == dot + 1 ? "" : text.substring(0, slash);
  }

  /** The place of the first of some letters outside of an expansion, or the end. */
  private static int find(String text, int from, String wanted) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '{' && (depth > 0 || (i > 0 && text.charAt(i - 1) == '$'))) {
        depth++;
      } else if (letter == '}' && depth > 0) {
        depth--;
      } else if (depth == 0 && wanted.indexOf(letter) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  /** The stage that it is if there is one of that name: those are compared in lower case. */
  String stage() {
    return name.toLowerCase(Locale.ROOT);
  }

  boolean isPinned() {
    return !tag.isEmpty() || !digest.isEmpty();
  }

  boolean isLatest() {
    return tag.equals("latest") && digest.isEmpty();
  }
}
