package dev.kobako.packages;

import dev.kobako.debian.InstalledPackage;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The system packages of an image, of whichever package manager it has. A database that can't be
 * read is as good as none; {@link #unread} tells of it.
 */
public final class ImagePackages {
  private final MemoryTree tree;
  private final InstalledPackages debian;
  private final Set<SystemPackage> others = new LinkedHashSet<>();
  private Map<ImagePath, SystemPackage> owners = new HashMap<>();

  /** Of places that are those of several. */
  private Map<ImagePath, Set<SystemPackage>> shared = new HashMap<>();

  /** The names of what apk's and rpm's packages were built from. */
  private final Map<SystemPackage, String> sources = new HashMap<>();

  private Optional<AlpineDatabase> alpine = Optional.empty();
  private Optional<RpmDatabase> rpm = Optional.empty();
  private Optional<Diagnostic> unread = Optional.empty();
  private @Nullable NeededPackages needed;

  /** Where apk's and rpm's files are; none until somebody asks. */
  private @Nullable Map<SystemPackage, List<ImagePath>> placesOfEach;

  private ImagePackages(MemoryTree tree, InstalledPackages debian) {
    this.tree = tree;
    this.debian = debian;
  }

  /** Those of an image's tree, of which dpkg's may have been read already. */
  public static ImagePackages of(MemoryTree tree, InstalledPackages debian) throws IOException {
    ImagePackages all = new ImagePackages(tree, debian);
    all.addAlpine();
    all.addRpm();
    return all;
  }

  private void addAlpine() throws IOException {
    try {
      Optional<AlpineDatabase> found = AlpineDatabase.of(tree);
      if (found.isPresent()) {
        Map<ImagePath, AlpinePackage> itsOwners = found.get().owners(tree);
        alpine = found;
        for (AlpinePackage each : found.get().packages()) {
          others.add(each.name());
          sources.put(each.name(), each.source());
        }
        itsOwners.forEach((place, owner) -> owners.putIfAbsent(place, owner.name()));
      }
    } catch (PassedContentException _) {
      // it was reached by a name that nobody foresaw
    }
  }

  /** Nothing is known of a database that turns out in its midst to be one that can't be read. */
  private void addRpm() throws IOException {
    try {
      Optional<RpmDatabase> found = RpmDatabase.of(tree);
      if (found.isPresent()) {
        Map<ImagePath, SystemPackage> allOwners = new HashMap<>(owners);
        Map<ImagePath, Set<SystemPackage>> allShared = new HashMap<>(shared);
        found
            .get()
            .forEachPlace(tree, (place, owner) -> add(allOwners, allShared, place, owner.name()));
        rpm = found;
        owners = allOwners;
        shared = allShared;
        for (RpmPackage each : found.get().packages()) {
          others.add(each.name());
          sources.put(each.name(), each.sourceName());
        }
      }
    } catch (KobakoException e) {
      unread = Optional.of(e.diagnostic());
    } catch (PassedContentException _) {
      unread = Optional.of(Diagnostic.of("rpm's database", "too large to be kept as it passes"));
    }
  }

  private static void add(
      Map<ImagePath, SystemPackage> owners,
      Map<ImagePath, Set<SystemPackage>> shared,
      ImagePath place,
      SystemPackage owner) {
    SystemPackage first = owners.putIfAbsent(place, owner);
    if (first != null && !first.equals(owner)) {
      shared.computeIfAbsent(place, _ -> new LinkedHashSet<>(Set.of(first))).add(owner);
    }
  }

  /** apk's database; empty where the tree has none. */
  public Optional<AlpineDatabase> alpine() {
    return alpine;
  }

  /** rpm's database; empty where the tree has none, or one that can't be read. */
  public Optional<RpmDatabase> rpm() {
    return rpm;
  }

  /**
   * What apk's and rpm's packages need of each other, found once, when first asked; the tree's
   * files must be readable.
   */
  public synchronized NeededPackages needed() throws IOException {
    if (needed == null) {
      List<InstalledNode> nodes = new ArrayList<>(alpineNodes());
      nodes.addAll(rpmNodes());
      needed = new NeededPackages(nodes);
    }
    return needed;
  }

  /** apk's packages as those that need each other. */
  List<InstalledNode> alpineNodes() throws IOException {
    return alpine.isEmpty() ? List.of() : AlpineNodes.of(alpine.get(), tree);
  }

  /** The same of rpm's. */
  List<InstalledNode> rpmNodes() throws IOException {
    return rpm.isEmpty() ? List.of() : RpmNodes.of(rpm.get(), tree);
  }

  /** Why a database of packages that is there was not read. */
  public Optional<Diagnostic> unread() {
    return unread;
  }

  /** Whose file, link or folder is at a place without links; folders are nobody's in Alpine. */
  public Optional<SystemPackage> owner(ImagePath place) {
    return debian
        .owner(place)
        .map(SystemPackage::of)
        .or(() -> Optional.ofNullable(owners.get(place)));
  }

  /** All whose it is: rpm's packages may share files, as documentation. */
  public Set<SystemPackage> ownersOf(ImagePath place) {
    Set<SystemPackage> all = shared.get(place);
    return debian.owner(place).isEmpty() && all != null
        ? Collections.unmodifiableSet(all)
        : owner(place).map(Set::of).orElse(Set.of());
  }

  /**
   * The name of the source of the package whose file or link is at a place: maintainers cut what
   * one source makes into several packages.
   */
  public Optional<String> source(ImagePath place) {
    return debian
        .owner(place)
        .map(InstalledPackage::source)
        .or(() -> Optional.ofNullable(owners.get(place)).map(sources::get));
  }

  /** All. */
  public SortedSet<SystemPackage> all() {
    SortedSet<SystemPackage> all = new TreeSet<>();
    debian.all().forEach(each -> all.add(SystemPackage.of(each)));
    all.addAll(others);
    return all;
  }

  /**
   * The files, links and folders of a package of apk's or rpm's, where they are.
   *
   * @param name of it, or {@code name:architecture}
   */
  public SortedSet<ImagePath> places(String name) {
    SortedSet<ImagePath> places = new TreeSet<>();
    placesOfEach()
        .forEach((owner, itsPlaces) -> {
          if (owner.name().equals(name) || owner.id().equals(name)) {
            places.addAll(itsPlaces);
          }
        });
    return places;
  }

  /** The files, links and folders of apk's and rpm's packages of one source, where they are. */
  public SortedSet<ImagePath> placesOfSource(String source) {
    SortedSet<ImagePath> places = new TreeSet<>();
    placesOfEach()
        .forEach((owner, itsPlaces) -> {
          if (source.equals(sources.get(owner))) {
            places.addAll(itsPlaces);
          }
        });
    return places;
  }

  /** What is shared is each one's. */
  private synchronized Map<SystemPackage, List<ImagePath>> placesOfEach() {
    Map<SystemPackage, List<ImagePath>> found = placesOfEach;
    if (found == null) {
      found = new HashMap<>();
      for (var each : owners.entrySet()) {
        if (tree.entry(each.getKey()).isPresent()) {
          for (SystemPackage owner : shared.getOrDefault(each.getKey(), Set.of(each.getValue()))) {
            found.computeIfAbsent(owner, _ -> new ArrayList<>()).add(each.getKey());
          }
        }
      }
      placesOfEach = found;
    }
    return found;
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
