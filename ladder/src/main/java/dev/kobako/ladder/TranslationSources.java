package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;

/**
 * What translators work on: catalogues of messages as texts, where the tables that gettext reads
 * have been made of them. Programs that read the texts themselves have no such tables.
 */
final class TranslationSources implements CleanRule {
  private static final String TEXT = ".po";

  @Override
  public String name() {
    return "translation-sources";
  }

  @Override
  public String about() {
    return "Catalogues of messages as texts (.po) beside the tables made of them (.mo), which are"
        + " what programs read.";
  }

  @Override
  public void clean(Cleaning cleaning) {
    for (ImagePath path : CleanPaths.files(cleaning, path -> path.name().endsWith(TEXT))) {
      if (cleaning.stays(table(path))) {
        cleaning.remove(path);
      }
    }
  }

  private static ImagePath table(ImagePath text) {
    String stem = text.name().substring(0, text.name().length() - TEXT.length());
    return text.parent().orElseThrow().child(stem + ".mo");
  }
}
