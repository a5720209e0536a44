package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Modules that read and write kinds of images, and filters, with their settings: ImageMagick,
 * GraphicsMagick, gdk-pixbuf, libvips and imlib2 load them by what an image turns out to be.
 */
final class ImageCoders implements Family {
  /** Folders of modules; of the first two kinds lie in a folder that both are in. */
  private static final Set<String> FOLDERS = Set.of("coders", "filters", "loaders");

  private static final Set<String> SETTINGS =
      Set.of(
          "/etc", "/usr/share", "/usr/lib", "/usr/local/etc", "/usr/local/share", "/usr/local/lib");

  /** What lies below a folder of settings where that is in one of libraries. */
  private static final List<String> MODULES = List.of(".so", ".la", ".a");

  @Override
  public String name() {
    return "image-coders";
  }

  @Override
  public String about() {
    return "All coders and filters of ImageMagick, GraphicsMagick, gdk-pixbuf, libvips or imlib2,"
        + " with the libraries they use, stay where a run loaded one; so do the settings and messages"
        + " of the first two where it read any.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(ImageCoders::modules).entrySet()) {
      touched.keepAll(
          each.getKey(),
          path -> !path.name().endsWith(".a") && !path.name().endsWith(".h"),
          each.getValue());
    }
    for (var each : touched.openedIn(ImageCoders::settings).entrySet()) {
      for (String folder : SETTINGS) {
        ImagePath settings = ImagePath.of(folder).child(each.getKey().name());
        touched.keepAll(settings, ImageCoders::isSetting, each.getValue());
      }
    }
  }

  /** A folder of tables, some of which are read only once something goes wrong. */
  private static Optional<ImagePath> settings(ImagePath path) {
    return isSetting(path)
        ? Ancestors.nearest(path, folder -> folder.name().contains("Magick-"))
            .filter(folder -> SETTINGS.contains(folder.parent().map(Object::toString).orElse("")))
        : Optional.empty();
  }

  private static boolean isSetting(ImagePath path) {
    return MODULES.stream().noneMatch(path.name()::endsWith);
  }

  /** The folder that holds all kinds of modules of a library, one of whose a file is. */
  private static Optional<ImagePath> modules(ImagePath path) {
    if (!path.name().endsWith(".so")) {
      return Optional.empty();
    }
    Optional<ImagePath> kind = path.parent().filter(folder -> FOLDERS.contains(folder.name()));
    if (kind.isPresent() && isOfLibrary(path)) {
      return kind.flatMap(ImagePath::parent);
    }
    return path.parent().filter(folder -> folder.name().startsWith("vips-modules-"));
  }

  private static boolean isOfLibrary(ImagePath path) {
    String text = path.toString();
    return text.contains("Magick-") || text.contains("/gdk-pixbuf-") || text.contains("/imlib2/");
  }
}
