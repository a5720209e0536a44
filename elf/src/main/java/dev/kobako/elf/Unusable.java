package dev.kobako.elf;

/** A file with the right name that a loader refuses; the message says why, and is shown. */
final class Unusable extends Exception {
  private static final long serialVersionUID = 1L;

  Unusable(String why) {
    super(why, null, false, false);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
