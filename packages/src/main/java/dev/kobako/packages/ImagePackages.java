package dev.kobako.packages;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The system packages of an image, of whichever package manager it has. */
public final class ImagePackages {
  private final MemoryTree tree;
  private final InstalledPackages debian;
  private final List<AlpinePackage> alpine;
  private final Map<ImagePath, AlpinePackage> alpineOwners;

  private ImagePackages(
      MemoryTree tree,
      InstalledPackages debian,
      List<AlpinePackage> alpine,
      Map<ImagePath, AlpinePackage> alpineOwners) {
    this.tree = tree;
    this.debian = debian;
    this.alpine = alpine;
    this.alpineOwners = alpineOwners;
  }

  /** Those of an image's tree, of which dpkg's may have been read already. */
  public static ImagePackages of(MemoryTree tree, InstalledPackages debian) throws IOException {
    Optional<AlpineDatabase> alpine = alpine(tree);
    return new ImagePackages(
        tree,
        debian,
        alpine.map(AlpineDatabase::packages).orElse(List.of()),
        alpine.map(each -> each.owners(tree)).orElse(new HashMap<>()));
  }

  private static Optional<AlpineDatabase> alpine(MemoryTree tree) throws IOException {
    try {
      return AlpineDatabase.of(tree);
    } catch (PassedContentException _) {
      return Optional.empty();
    }
  }

  /** Whose file, link or folder is at a place without links; folders are nobody's in Alpine. */
  public Optional<SystemPackage> owner(ImagePath place) {
    return debian
        .owner(place)
        .map(SystemPackage::of)
        .or(() -> Optional.ofNullable(alpineOwners.get(place)).map(AlpinePackage::name));
  }

  /** All. */
  public SortedSet<SystemPackage> all() {
    SortedSet<SystemPackage> all = new TreeSet<>();
    debian.all().forEach(each -> all.add(SystemPackage.of(each)));
    alpine.forEach(each -> all.add(each.name()));
    return all;
  }

  /** Those that own a file or link which is in a part of the image. */
  public SortedSet<SystemPackage> owning(Tree part) {
    NavigableSet<SystemPackage> owners = new TreeSet<>();
    part.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (!(entry instanceof Entry.Directory)) {
            owner(path).ifPresent(owners::add);
          }
        });
    return owners;
  }

  /** How many files and links the image has of each package, by its id. */
  public SortedMap<String, Integer> files() {
    SortedMap<String, Integer> files = new TreeMap<>();
    tree.walk(
        ImagePath.ROOT,
        (path, entry) -> {
          if (!(entry instanceof Entry.Directory)) {
            owner(path).ifPresent(owner -> files.merge(owner.id(), 1, Integer::sum));
          }
        });
    return files;
  }
}
