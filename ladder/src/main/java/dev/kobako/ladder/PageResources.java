package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What interpreters of PostScript and PDF load by names in documents: procedure sets, character
 * maps, colour profiles of Ghostscript; encodings of poppler.
 */
final class PageResources implements Family {
  private static final ImagePath SHARE = ImagePath.of("/usr/share");
  private static final Set<String> NAMES = Set.of("ghostscript", "poppler");
  private static final Set<String> DEAD = Set.of("doc", "man", "examples");

  @Override
  public String name() {
    return "page-resources";
  }

  @Override
  public String about() {
    return "Procedures, character maps and colour profiles of Ghostscript or poppler stay where a"
        + " run opened any of them.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(PageResources::folder).entrySet()) {
      touched.keepAll(
          each.getKey(),
          path -> Ancestors.below(each.getKey(), path).stream().noneMatch(DEAD::contains),
          each.getValue());
    }
  }

  private static Optional<ImagePath> folder(ImagePath path) {
    return Ancestors.nearest(
        path,
        folder ->
            NAMES.contains(folder.name()) && folder.parent().filter(SHARE::equals).isPresent());
  }
}
