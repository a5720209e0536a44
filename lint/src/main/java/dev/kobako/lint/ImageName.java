package dev.kobako.lint;

/**
 * The image that FROM names, as written.
 *
 * @param name without tag and digest
 * @param tag empty where there is none
 * @param digest empty where there is none
 */
record ImageName(String name, String tag, String digest) {
  static ImageName of(String text) {
    int at = text.indexOf('@');
    String digest = at < 0 ? "" : text.substring(at + 1);
    String rest = at < 0 ? text : text.substring(0, at);
    int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
    return colon < 0
        ? new ImageName(rest, "", digest)
        : new ImageName(rest.substring(0, colon), rest.substring(colon + 1), digest);
  }

  boolean isPinned() {
    return !tag.isEmpty() || !digest.isEmpty();
  }

  boolean isLatest() {
    return tag.equals("latest") && digest.isEmpty();
  }
}
