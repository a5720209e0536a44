package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
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
final class ImagePackages {
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

  /** Those of an original. */
  static ImagePackages of(Original original) throws IOException {
    Optional<AlpineDatabase> alpine = AlpineDatabase.of(original.tree());
    return new ImagePackages(
        original.tree(),
        original.packages(),
        alpine.map(AlpineDatabase::packages).orElse(List.of()),
        alpine.map(each -> each.owners(original.tree())).orElse(new HashMap<>()));
  }

  /** Whose file, link or folder is at a place without links; folders are nobody's in Alpine. */
  Optional<SystemPackage> owner(ImagePath place) {
    return debian
        .owner(place)
        .map(SystemPackage::of)
        .or(() -> Optional.ofNullable(alpineOwners.get(place)).map(AlpinePackage::name));
  }

  /** All. */
  SortedSet<SystemPackage> all() {
    SortedSet<SystemPackage> all = new TreeSet<>();
    debian.all().forEach(each -> all.add(SystemPackage.of(each)));
    alpine.forEach(each -> all.add(each.name()));
    return all;
  }

  /** Those that own a file or link of a keep set. */
  SortedSet<SystemPackage> of(KeepSet keepSet) {
    NavigableSet<SystemPackage> owners = new TreeSet<>();
    for (Kept kept : keepSet.all()) {
      if (!(kept.entry() instanceof Entry.Directory)) {
        owner(kept.path()).ifPresent(owners::add);
      }
    }
    return owners;
  }

  /** How many files and links the image has of each package, by its id. */
  SortedMap<String, Integer> files() {
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
