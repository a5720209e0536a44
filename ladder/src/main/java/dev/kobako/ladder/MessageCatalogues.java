package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;

/** Translations of one program's messages ({@code LC_MESSAGES/NAME.mo} of gettext). */
final class MessageCatalogues implements Family {
  private static final String FOLDER = "LC_MESSAGES";

  @Override
  public String name() {
    return "message-catalogues";
  }

  @Override
  public String about() {
    return "A program's catalogues of messages stay in all languages where a run opened one of"
        + " them.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (ImagePath opened : touched.opened()) {
      Optional<ImagePath> languages = languages(opened);
      if (languages.isPresent()) {
        for (String language : touched.tree().names(languages.get())) {
          ImagePath sibling = languages.get().child(language).child(FOLDER).child(opened.name());
          if (touched.tree().entry(sibling).isPresent()) {
            touched.keep(sibling, opened);
          }
        }
      }
    }
  }

  /** The folder with a folder for each language, if a path is a catalogue. */
  static Optional<ImagePath> languages(ImagePath path) {
    return path.name().endsWith(".mo") && Ancestors.parentName(path).equals(FOLDER)
        ? path.parent().flatMap(ImagePath::parent).flatMap(ImagePath::parent)
        : Optional.empty();
  }
}
