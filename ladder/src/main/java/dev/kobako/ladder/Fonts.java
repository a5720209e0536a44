package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

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
    Set<String> faces = new HashSet<>();
    Optional<ImagePath> last = Optional.empty();
    for (ImagePath font : opened) {
      if (isFont(font) && font.toString().contains("font")) {
        keepFolder(font, faces, touched);
        last = Optional.of(font);
      }
    }
    if (last.isPresent() && opened.contains(SETTINGS)) {
      keepInstalled(last.get(), faces, touched);
    }
  }

  private static void keepFolder(ImagePath font, Set<String> faces, Touched touched)
      throws IOException {
    ImagePath folder = font.parent().orElseThrow();
    for (String name : touched.tree().names(folder)) {
      if (isFont(folder.child(name))) {
        touched.keep(folder.child(name), font);
        faces.add(face(name));
      }
    }
  }

  /** Faces that are there in one format need no other. */
  private static void keepInstalled(ImagePath font, Set<String> faces, Touched touched)
      throws IOException {
    for (ImagePath folder : INSTALLED) {
      if (touched.tree().entry(folder).isPresent()) {
        touched.keepAll(folder, path -> isFont(path) && !faces.contains(face(path.name())), font);
      }
    }
  }

  private static String face(String name) {
    int dot = name.indexOf('.');
    return dot <= 0 ? name : name.substring(0, dot);
  }

  private static boolean isFont(ImagePath path) {
    String name = path.name().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
