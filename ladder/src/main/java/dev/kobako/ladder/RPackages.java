package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Packages of R, those that come with it included: of one that was loaded all but its manuals. */
final class RPackages implements Family {
  private static final Set<String> DEAD = Set.of("help", "html", "doc", "demo", "tests", "include");

  @Override
  public String name() {
    return "r-packages";
  }

  @Override
  public String about() {
    return "A package of R of which a run loaded a file stays, without manuals, demonstrations and"
        + " headers.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(path -> ofPackage(path, touched)).entrySet()) {
      ImagePath folder = each.getKey();
      touched.keepAll(
          folder,
          path -> !DEAD.contains(Ancestors.below(folder, path).getFirst()),
          each.getValue());
    }
  }

  private static Optional<ImagePath> ofPackage(ImagePath path, Touched touched) {
    List<String> libraries = List.of("library", "site-library");
    return path.toString().contains("library/")
        ? Ancestors.nearest(
            path,
            folder ->
                libraries.contains(Ancestors.parentName(folder))
                    && touched.tree().entry(folder.child("DESCRIPTION")).isPresent())
        : Optional.empty();
  }
}
