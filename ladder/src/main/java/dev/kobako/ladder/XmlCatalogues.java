package dev.kobako.ladder;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Document types, schemas and style sheets include others of the same kit. */
final class XmlCatalogues implements Family {
  private static final List<ImagePath> KITS =
      List.of(ImagePath.of("/usr/share/xml"), ImagePath.of("/usr/share/sgml"));

  private static final ImagePath CATALOGUES = ImagePath.of("/etc/xml");

  @Override
  public String name() {
    return "xml-catalogues";
  }

  @Override
  public String about() {
    return "A kit of document types, schemas and style sheets stays, with the catalogues, where a"
        + " run opened a file of it.";
  }

  @Override
  public void complete(Touched touched) throws IOException {
    for (var each : touched.openedIn(XmlCatalogues::kit).entrySet()) {
      touched.keepAll(each.getKey(), _ -> true, each.getValue());
      touched.keepAll(CATALOGUES, _ -> true, each.getValue());
    }
  }

  private static Optional<ImagePath> kit(ImagePath path) {
    return Ancestors.nearest(path, folder -> folder.parent().filter(KITS::contains).isPresent());
  }
}
