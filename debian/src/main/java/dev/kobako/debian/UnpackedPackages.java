package dev.kobako.debian;

import dev.kobako.image.Content;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.util.List;
import java.util.SortedMap;

/**
 * Packages laid into one tree as dpkg unpacks them; nothing is configured and no database written.
 *
 * @param tree all their files, links of a merged {@code /usr} followed
 * @param packages in the order in which they were unpacked
 */
public record UnpackedPackages(MemoryTree tree, List<UnpackedPackage> packages) {
  public UnpackedPackages {
    packages = List.copyOf(packages);
  }

  /**
   * One of them.
   *
   * @param stanza its control file
   * @param control the files of its control archive by name
   * @param paths all its paths as its archive names them, sorted, directories and the root
   *     included, without those that another package replaces: what dpkg lists in {@code
   *     info/NAME.list}
   */
  public record UnpackedPackage(
      AvailablePackage available,
      Stanza stanza,
      SortedMap<String, Content> control,
      List<ImagePath> paths) {
    public UnpackedPackage {
      paths = List.copyOf(paths);
    }
  }

  /**
   * Unpacks packages; reads no file. {@link Unpacking} has the rules.
   *
   * @param debs in the order of a {@link PackageSet}
   * @throws dev.kobako.diagnostic.KobakoException a finding, where two packages have the same file
   *     and neither replaces the other, or a package can't lie beside the others
   */
  public static UnpackedPackages of(List<DebFile> debs) {
    return new Unpacking(debs).unpacked();
  }
}
