package dev.kobako.fix;

import dev.kobako.tree.ImagePath;
import java.util.Optional;
import java.util.regex.Pattern;

/** Paths as instructions and commands write them, where nothing in them is for anyone to expand. */
final class PlainPath {
  private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9_./+@-]+");

  private PlainPath() {}

  /** Where a word leads from a folder. */
  static Optional<ImagePath> of(ImagePath folder, String word) {
    boolean plain = LETTERS.matcher(word).matches() && !("/" + word + "/").contains("/../");
    if (!plain) {
      return Optional.empty();
    }
    return Optional.of(ImagePath.of(word.startsWith("/") ? word : folder + "/" + word));
  }
}
