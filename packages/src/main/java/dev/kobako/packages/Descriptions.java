package dev.kobako.packages;

import dev.kobako.image.Content;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;

/** How it is learned what a file says of packages. */
@FunctionalInterface
public interface Descriptions {
  /** From its contents. */
  Descriptions READ = (path, content) -> PackageDescription.read(path.toString(), content);

  /** The packages that a file describes or is; none for all others. */
  List<NamedPackage> of(ImagePath path, Content content) throws IOException;
}
