package dev.kobako.ladder;

import dev.kobako.slim.PackageDeadWeight;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;

/**
 * Packages of Composer, whose classes are loaded when first named, and of PEAR. Of the loader's own
 * tables Composer reads all at the start.
 */
final class PhpPackages implements Family {
  private static final ImagePath PEAR = ImagePath.of("/usr/share/php");

  @Override
  public String name() {
    return "php-packages";
  }

  @Override
  public String about() {
    return "A package of Composer's vendor folder or below /usr/share/php of which a run loaded a"
        + " file stays, without tests and documentation.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> ofPackage(path, touched)).entrySet()) {
      ImagePath folder = each.getKey();
      touched.keepAll(
          folder,
          path -> !PackageDeadWeight.contains(Ancestors.below(folder, path)),
          each.getValue());
    }
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
