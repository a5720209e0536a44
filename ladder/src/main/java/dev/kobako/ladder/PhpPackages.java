package dev.kobako.ladder;

import dev.kobako.slim.ComposerLoader;
import dev.kobako.slim.PackageDeadWeight;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;

/**
 * Packages of Composer, whose classes are loaded when first named, and of PEAR. Who starts
 * Composer's loader has all its classes at hand; other programs load single packages.
 */
final class PhpPackages implements Family {
  private static final ImagePath PEAR = ImagePath.of("/usr/share/php");

  @Override
  public String name() {
    return "php-packages";
  }

  @Override
  public String about() {
    return "All that Composer's loader finds stays where a run started it, else a package of its"
        + " vendor folder of which a run loaded a file, as does one below /usr/share/php, without"
        + " tests and documentation.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> ofPackage(path, touched)).entrySet()) {
      keepAlive(each.getKey(), each.getValue(), touched);
    }
    for (var each :
        touched.openedIn(path -> ComposerLoader.packages(path, touched.tree())).entrySet()) {
      keepAlive(each.getKey(), each.getValue(), touched);
      for (String own : ComposerLoader.own(each.getKey(), touched.tree())) {
        keepAlive(touched.tree().resolve(own).place(), each.getValue(), touched);
      }
    }
  }

  private static void keepAlive(ImagePath folder, ImagePath because, Touched touched)
      throws IOException {
    touched.keepAll(
        folder,
        path -> path.equals(folder) || !PackageDeadWeight.contains(Ancestors.below(folder, path)),
        because);
  }

  private static Optional<ImagePath> ofPackage(ImagePath path, Touched touched) {
    if (path.startsWith(PEAR)) {
      return Ancestors.nearest(path, folder -> folder.parent().filter(PEAR::equals).isPresent());
    }
    return path.toString().contains("/vendor/")
        ? Ancestors.nearest(
            path,
            folder ->
                folder
                    .parent()
                    .flatMap(ImagePath::parent)
                    .filter(vendor -> vendor.name().equals("vendor"))
                    .filter(vendor -> touched.tree().entry(vendor.child("composer")).isPresent())
                    .isPresent())
        : Optional.empty();
  }
}
