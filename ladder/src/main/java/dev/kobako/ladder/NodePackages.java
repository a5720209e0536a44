package dev.kobako.ladder;

import dev.kobako.slim.PackageDeadWeight;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;

/** Packages of npm, yarn and others: of one that was loaded all that programs load. */
final class NodePackages implements Family {
  private static final String FOLDER = "node_modules";

  @Override
  public String name() {
    return "node-packages";
  }

  @Override
  public String about() {
    return "A package in node_modules of which a run loaded a file stays, without tests,"
        + " documentation, type declarations, source maps and C sources.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(NodePackages::ofPackage).entrySet()) {
      ImagePath folder = each.getKey();
      touched.keepAll(folder, path -> isLoaded(folder, path), each.getValue());
    }
  }

  private static Optional<ImagePath> ofPackage(ImagePath path) {
    return path.toString().contains("/" + FOLDER + "/")
        ? Ancestors.nearest(path, NodePackages::isPackage)
        : Optional.empty();
  }

  /** {@code node_modules/NAME}, or {@code node_modules/@SCOPE/NAME}. */
  private static boolean isPackage(ImagePath folder) {
    String above = Ancestors.parentName(folder);
    boolean scoped =
        above.startsWith("@")
            && folder.parent().map(Ancestors::parentName).orElse("").equals(FOLDER);
    return scoped || (above.equals(FOLDER) && !folder.name().startsWith("@"));
  }

  /** Packages in a package are used or not by themselves. */
  private static boolean isLoaded(ImagePath folder, ImagePath path) {
    var names = Ancestors.below(folder, path);
    return !names.contains(FOLDER) && !PackageDeadWeight.contains(names);
  }
}
