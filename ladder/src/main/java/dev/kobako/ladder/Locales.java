package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;

/**
 * Locale data of the C library (locale(7)). {@code C.utf8} is no language: who asked only for it
 * has asked for no other.
 */
final class Locales implements Family {
  private static final ImagePath DATA = ImagePath.of("/usr/lib/locale");
  private static final ImagePath ALIASES = ImagePath.of("/usr/share/locale/locale.alias");

  @Override
  public String name() {
    return "locales";
  }

  @Override
  public String about() {
    return "All locales below /usr/lib/locale stay where a run opened one of a language; of C.utf8"
        + " all categories stay.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(Locales::data).entrySet()) {
      touched.keepAll(each.getKey(), _ -> true, each.getValue());
      if (each.getKey().equals(DATA)) {
        touched.keep(ALIASES, each.getValue());
      }
    }
  }

  private static Optional<ImagePath> data(ImagePath path) {
    if (!path.startsWith(DATA) || path.equals(DATA)) {
      return Optional.empty();
    }
    String first = Ancestors.below(DATA, path).getFirst();
    return Optional.of(first.startsWith("C.") ? DATA.child(first) : DATA);
  }
}
