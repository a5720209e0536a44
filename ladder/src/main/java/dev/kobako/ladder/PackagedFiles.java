package dev.kobako.ladder;

import dev.kobako.debian.DocumentationPaths;
import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.packages.ImagePackages;
import dev.kobako.packages.SystemPackage;
import dev.kobako.slim.PackageFiles;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The files that system packages brought into an image, of whichever package manager it has: whose
 * one is, and what came with it.
 */
public final class PackagedFiles {
  private final MemoryTree tree;
  private final InstalledPackages debian;
  private final ImagePackages packages;

  PackagedFiles(Original original) throws IOException {
    this.tree = original.tree();
    this.debian = original.packages();
    this.packages = original.systemPackages();
  }

  /** Whose file or link is at a place without links. */
  public Optional<SystemPackage> owner(ImagePath place) {
    return packages.owner(place);
  }

  /** The name of the source package that the owner was built from; its own where none is known. */
  public Optional<String> source(ImagePath place) {
    return packages.source(place);
  }

  /** What a package brought and is there, less its documentation. */
  public List<ImagePath> places(SystemPackage owner) {
    Optional<InstalledPackage> installed =
        debian.byName(owner.id()).filter(each -> SystemPackage.of(each).equals(owner));
    return installed.isPresent()
        ? PackageFiles.places(installed.get(), tree)
        : withoutDocumentation(packages.places(owner.id()));
  }

  /** The same of all packages that were built from one source. */
  public List<ImagePath> placesOfSource(String source) {
    List<ImagePath> places = new ArrayList<>();
    for (InstalledPackage each : debian.all()) {
      if (each.source().equals(source)) {
        places.addAll(PackageFiles.places(each, tree));
      }
    }
    places.addAll(withoutDocumentation(packages.placesOfSource(source)));
    return places;
  }

  private static List<ImagePath> withoutDocumentation(SortedSet<ImagePath> places) {
    return places.stream().filter(place -> !DocumentationPaths.contains(place)).toList();
  }
}
