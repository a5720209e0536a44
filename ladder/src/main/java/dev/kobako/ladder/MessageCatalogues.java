package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translations of one program's messages ({@code LC_MESSAGES/NAME.mo} of gettext). Who asks in vain
 * for those of a language, such as English, which most programs speak without any, would speak
 * others.
 */
final class MessageCatalogues implements Family {
  private static final String FOLDER = "LC_MESSAGES";

  /** A catalogue by the path that a program makes of a locale's name. */
  private static final Pattern ASKED =
      Pattern.compile(
          "(?<languages>/.*)/(?<language>[^/]+)/" + FOLDER + "/(?<name>[^/]+\\.mo)",
          Pattern.DOTALL);

  @Override
  public String name() {
    return "message-catalogues";
  }

  @Override
  public String about() {
    return "A program's catalogues of messages stay in all languages where a run opened one of"
        + " them, or asked for that of a language in which it has none.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (ImagePath opened : touched.opened()) {
      Optional<ImagePath> languages = languages(opened);
      if (languages.isPresent()) {
        keep(languages.get(), opened.name(), opened, touched);
      }
    }
    Set<ImagePath> done = new HashSet<>();
    for (String missed : touched.missed()) {
      Matcher asked = ASKED.matcher(missed);
      if (asked.matches() && !isWithoutLanguage(asked.group("language"))) {
        ImagePath languages = touched.tree().resolve(asked.group("languages")).place();
        if (done.add(languages.child(asked.group("name")))) {
          keep(languages, asked.group("name"), languages, touched);
        }
      }
    }
  }

  private static void keep(ImagePath languages, String name, ImagePath because, Touched touched)
      throws IOException {
    for (String language : touched.tree().names(languages)) {
      ImagePath catalogue = languages.child(language).child(FOLDER).child(name);
      if (touched.tree().entry(catalogue).isPresent()) {
        touched.keepAsIfAsked(catalogue, because);
      }
    }
  }

  /** The C library looks for catalogues of {@code C.UTF-8} as well. */
  private static boolean isWithoutLanguage(String locale) {
    return locale.equals("C") || locale.startsWith("C.") || locale.equals("POSIX");
  }

  /** The folder with a folder for each language, if a path is a catalogue. */
  static Optional<ImagePath> languages(ImagePath path) {
    return path.name().endsWith(".mo") && Ancestors.parentName(path).equals(FOLDER)
        ? path.parent().flatMap(ImagePath::parent).flatMap(ImagePath::parent)
        : Optional.empty();
  }
}
