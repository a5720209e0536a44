package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Dictionaries for spelling and hyphenation: which is asked for is up to the text's language. */
final class Dictionaries implements Family {
  private static final List<ImagePath> FOLDERS =
      List.of(
          ImagePath.of("/usr/share/hunspell"),
          ImagePath.of("/usr/share/myspell"),
          ImagePath.of("/usr/share/hyphen"),
          ImagePath.of("/usr/share/enchant"),
          ImagePath.of("/usr/share/enchant-2"),
          ImagePath.of("/usr/share/dict"),
          ImagePath.of("/usr/lib/aspell"),
          ImagePath.of("/var/lib/aspell"),
          ImagePath.of("/usr/share/tesseract-ocr"));

  @Override
  public String name() {
    return "dictionaries";
  }

  @Override
  public String about() {
    return "All dictionaries of a folder for spelling, hyphenation or reading print stay where a run"
        + " opened one of them.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(Dictionaries::folder).entrySet()) {
      touched.keepAll(each.getKey(), _ -> true, each.getValue());
    }
  }

  private static Optional<ImagePath> folder(ImagePath path) {
    return FOLDERS.stream().filter(path::startsWith).findFirst();
  }
}
