package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Faces of one family of fonts lie in a folder; who draws in regular may draw in bold. Who asks <a
 * href="https://www.freedesktop.org/software/fontconfig/fontconfig-user.html">fontconfig</a> gets
 * whichever installed font has the name that is wanted, or the characters of the text.
 */
final class Fonts implements Family {
  private static final List<String> ENDINGS =
      List.of(".ttf", ".otf", ".ttc", ".pfb", ".pfa", ".t1", ".afm", ".pfm", ".pcf.gz", ".woff2");

  private static final ImagePath SETTINGS = ImagePath.of("/etc/fonts/fonts.conf");

  /** Where the settings of distributions let fontconfig look. */
  private static final List<ImagePath> INSTALLED =
      List.of(ImagePath.of("/usr/share/fonts"), ImagePath.of("/usr/local/share/fonts"));

  @Override
  public String name() {
    return "fonts";
  }

  @Override
  public String about() {
    return "The other fonts of a folder stay where a run opened one that lies in it, and all installed"
        + " ones where it asked fontconfig for it.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    List<ImagePath> opened = touched.opened();
    boolean byFontconfig = opened.contains(SETTINGS);
    for (ImagePath font : opened) {
      if (isFont(font) && font.toString().contains("font")) {
        keepFolder(font, touched);
        if (byFontconfig) {
          keepInstalled(font, touched);
          byFontconfig = false;
        }
      }
    }
  }

  private static void keepFolder(ImagePath font, Touched touched) throws IOException {
    ImagePath folder = font.parent().orElseThrow();
    for (String name : touched.tree().names(folder)) {
      if (isFont(folder.child(name))) {
        touched.keep(folder.child(name), font);
      }
    }
  }

  private static void keepInstalled(ImagePath font, Touched touched) throws IOException {
    for (ImagePath folder : INSTALLED) {
      if (touched.tree().entry(folder).isPresent()) {
        touched.keepAll(folder, Fonts::isFont, font);
      }
    }
  }

  private static boolean isFont(ImagePath path) {
    String name = path.name().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
