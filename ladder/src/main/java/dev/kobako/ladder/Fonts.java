package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Faces of one family of fonts lie in a folder; who draws in regular may draw in bold. */
final class Fonts implements Family {
  private static final List<String> ENDINGS =
      List.of(".ttf", ".otf", ".ttc", ".pfb", ".pfa", ".t1", ".afm", ".pfm", ".pcf.gz", ".woff2");

  @Override
  public String name() {
    return "fonts";
  }

  @Override
  public String about() {
    return "The other fonts of a folder stay where a run opened one that lies in it.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (ImagePath font : touched.opened()) {
      if (isFont(font) && font.toString().contains("font")) {
        ImagePath folder = font.parent().orElseThrow();
        for (String name : touched.tree().names(folder)) {
          if (isFont(folder.child(name))) {
            touched.keep(folder.child(name), font);
          }
        }
      }
    }
  }

  private static boolean isFont(ImagePath path) {
    String name = path.name().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
