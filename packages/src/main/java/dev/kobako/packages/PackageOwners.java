package dev.kobako.packages;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose the files of a tree are. What a system's package manager says comes first: a Python module
 * that dpkg has installed is Debian's, though pip knows it too. Then come packages of languages, of
 * packages inside of each other the innermost, and last what a program or jar says of itself.
 */
public final class PackageOwners {
  private final MemoryTree tree;
  private final InstalledPackages debian;
  private final ImagePackages system;
  private final Descriptions descriptions;
  private @Nullable LanguageOwners languages;

  private PackageOwners(
      MemoryTree tree, InstalledPackages debian, ImagePackages system, Descriptions descriptions) {
    this.tree = tree;
    this.debian = debian;
    this.system = system;
    this.descriptions = descriptions;
  }

  /**
   * Reads the databases of system packages and the descriptions of others.
   *
   * @param debian what dpkg's database says, which may have been read already
   * @param descriptions how it is learned what other files say
   * @throws dev.kobako.diagnostic.KobakoException if dpkg's database is there but can't be read
   */
  public static PackageOwners of(
      MemoryTree tree, InstalledPackages debian, Descriptions descriptions) throws IOException {
    PackageOwners owners =
        new PackageOwners(tree, debian, ImagePackages.of(tree, debian), descriptions);
    owners.languages = LanguageOwners.of(tree, descriptions);
    return owners;
  }

  /**
   * The same for who asks of few files: what packages of languages say is read when it is the first
   * time that no system package owns one. The tree's files must be readable.
   *
   * @throws dev.kobako.diagnostic.KobakoException as {@link #of}
   */
  public static PackageOwners ofFew(MemoryTree tree, InstalledPackages debian) throws IOException {
    return new PackageOwners(tree, debian, ImagePackages.of(tree, debian), Descriptions.READ);
  }

  /** Why a database of packages that is there was not read; its packages are nobody's then. */
  public Optional<Diagnostic> unread() {
    return system.unread();
  }

  /**
   * Why a package is installed that owns something here; empty for ecosystems whose packages say
   * nothing of each other. The tree's files must be readable.
   */
  public Optional<Installation> why(NamedPackage owner) throws IOException {
    List<InstalledNode> nodes =
        switch (owner.ecosystem()) {
          case DEBIAN -> DebianNodes.of(tree, debian);
          case ALPINE -> system.alpineNodes();
          case RPM -> system.rpmNodes();
          case PYTHON, NODE, RUBY -> LanguageNodes.of(tree, owner.ecosystem());
          case JAVA, PHP, GO, RUST -> List.of();
        };
    return new InstalledGraph(nodes).why(owner);
  }

  private LanguageOwners languages() throws IOException {
    LanguageOwners known = languages;
    if (known == null) {
      known = LanguageOwners.of(tree, descriptions);
      languages = known;
    }
    return known;
  }

  /**
   * Whose file or link is at a place.
   *
   * @param place without links in its folders, as {@link dev.kobako.tree.Resolution#place()} gives
   */
  public Optional<NamedPackage> owner(ImagePath place) throws IOException {
    Optional<NamedPackage> owner = system.owner(place).map(SystemPackage::named);
    if (owner.isEmpty()) {
      owner = languages().owner(place);
    }
    if (owner.isEmpty() && tree.entry(place).orElse(null) instanceof Entry.RegularFile file) {
      List<NamedPackage> itself = descriptions.of(place, file.content());
      owner = itself.size() == 1 ? Optional.of(itself.getFirst()) : Optional.empty();
    }
    return owner;
  }
}
