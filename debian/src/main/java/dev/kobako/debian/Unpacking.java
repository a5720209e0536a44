package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.Printable;
import dev.kobako.tree.Resolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Lays packages into one tree, one after the other, as dpkg's {@code --unpack} does:
 *
 * <ul>
 *   <li>The folders of a name are followed through links, inside the root.
 *   <li>A directory that is there stays as it is, whoever brings it again; so does a link to a
 *       directory where a package has a directory, and a directory where a package has a link.
 *   <li>A file of two packages is that of the one whose Replaces names the other, in whichever
 *       order they come, and is listed for that one only. If each replaces the other, the later one
 *       has it. If none does, the packages can't be together.
 *   <li>Unlike dpkg, two packages may have the same link to the same target.
 *   <li>A link from {@code /bin} to the file of the same name in {@code /usr/bin}, or the other way
 *       round, is not laid in the file's place.
 *   <li>Conffiles are laid where they belong at once: there can be none of an administrator.
 * </ul>
 *
 * <p>Nothing is diverted. In Debian's own bases packages divert in two ways only: bookworm's dash
 * diverts {@code /bin/sh} in its postinst, where the file that moves is its own, and trixie's libc6
 * and base-files guard names such as {@code /lib32} in their preinst against packages from before
 * the merging of {@code /usr}, where no file moves at all. Both register their diversions
 * themselves when their scripts run.
 */
final class Unpacking {
  private static final String CONFLICT_REMEDY =
      "leave one of them out, or report to their maintainers that neither replaces the other";

  /** What an opened package has for a directory that its archive leaves out. */
  private static final Entry.Directory IMPLIED = new Entry.Directory(Attributes.of(0755));

  /** A package's name for a place that is no directory. */
  private record Owner(int index, ImagePath written) {}

  private final List<DebFile> debs;
  private final MemoryTree.Builder tree = MemoryTree.builder();
  private final Map<ImagePath, Owner> owners = new HashMap<>();
  private final List<SortedSet<ImagePath>> listed = new ArrayList<>();

  /**
   * Directories that are only there because something lies in them; the first package shapes them.
   */
  private final Set<ImagePath> implied = new HashSet<>();

  /** Where folders as packages write them are. A directory stays one, so this stays true. */
  private final Map<ImagePath, ImagePath> folders = new HashMap<>();

  private long lastInode;

  Unpacking(List<DebFile> debs) {
    this.debs = debs;
    UsrLinks.make(debs, tree);
    tree.build()
        .walk(
            ImagePath.ROOT,
            (path, entry) -> {
              if (entry instanceof Entry.Directory) {
                implied.add(path);
              }
            });
  }

  UnpackedPackages unpacked() {
    for (int i = 0; i < debs.size(); i++) {
      lay(i);
    }
    List<UnpackedPackages.UnpackedPackage> packages = new ArrayList<>();
    for (int i = 0; i < debs.size(); i++) {
      DebFile deb = debs.get(i);
      packages.add(
          new UnpackedPackages.UnpackedPackage(
              deb.available(), deb.stanza(), deb.control(), List.copyOf(listed.get(i))));
    }
    return new UnpackedPackages(tree.build(), packages);
  }

  private void lay(int index) {
    listed.add(new TreeSet<>());
    Map<Long, Long> inodes = new HashMap<>();
    debs.get(index)
        .data()
        .walk(
            ImagePath.ROOT,
            (path, entry) -> {
              listed.get(index).add(path);
              Owner owner = new Owner(index, path);
              switch (entry) {
                case Entry.Directory directory -> layDirectory(owner, directory);
                case Entry.RegularFile(var attributes, var content, long inode) ->
                    layOther(
                        owner,
                        new Entry.RegularFile(attributes, content, renumbered(inode, inodes)));
                case Entry.Symlink link -> layOther(owner, link);
                case Entry.Device _, Entry.Fifo _ ->
                    throw new IllegalArgumentException(path + " of an opened package");
              }
            });
  }

  /** Numbers are a package's own; in the tree no two packages' files are links to each other. */
  private long renumbered(long inode, Map<Long, Long> inodes) {
    return inode == 0 ? 0 : inodes.computeIfAbsent(inode, _ -> ++lastInode);
  }

  private void layDirectory(Owner owner, Entry.Directory directory) {
    ImagePath place = place(owner);
    Optional<Entry> old = tree.entry(place);
    if (old.isPresent() && !(old.get() instanceof Entry.Directory)) {
      place = folder(owner, place);
    }
    if (directory.equals(IMPLIED)) {
      place = folder(owner, place);
    } else if (old.isEmpty() || implied.remove(place)) {
      tree.put(place, directory);
    }
    folders.put(owner.written(), place);
  }

  private void layOther(Owner owner, Entry entry) {
    ImagePath place = place(owner);
    Entry old = tree.entry(place).orElse(null);
    if (entry instanceof Entry.Symlink link
        && (leadsToItself(link, place) || (old != null && staysBefore(old, link, place)))) {
      return;
    }
    if (old instanceof Entry.Directory) {
      throw finding(
          owner,
          "has %s, which is a directory of another package".formatted(shown(owner.written())));
    }
    Owner before = owners.get(place);
    if (before != null && !wins(owner, before)) {
      listed.get(owner.index()).remove(owner.written());
      return;
    }
    if (before != null) {
      listed.get(before.index()).remove(before.written());
    }
    tree.put(place, entry);
    owners.put(place, owner);
  }

  /** Whether a link changes nothing at a place where something is. */
  private boolean staysBefore(Entry old, Entry.Symlink link, ImagePath place) {
    return switch (old) {
      case Entry.Directory _ -> true;
      case Entry.Symlink other ->
          other.target().equals(link.target())
              && (owners.containsKey(place) || adopts(place, link));
      case Entry.RegularFile _, Entry.Device _, Entry.Fifo _ -> false;
    };
  }

  /**
   * Whether a link was meant to stand at the other name of a file, which merging makes the same.
   */
  private boolean leadsToItself(Entry.Symlink link, ImagePath place) {
    String target = link.target();
    String path = target.startsWith("/") ? target : place.parent().orElseThrow() + "/" + target;
    int name = path.lastIndexOf('/') + 1;
    return path.substring(name).equals(place.name())
        && tree.resolve(path.substring(0, name)).place().equals(place.parent().orElseThrow());
  }

  /** A link that was made beforehand becomes as the package has it. */
  private boolean adopts(ImagePath place, Entry.Symlink link) {
    tree.put(place, link);
    return true;
  }

  /** Whether a package's file takes the place of that of a package before it. */
  private boolean wins(Owner later, Owner earlier) {
    DebFile laterDeb = debs.get(later.index());
    DebFile earlierDeb = debs.get(earlier.index());
    if (later.index() == earlier.index()) {
      throw finding(
          later,
          "has both %s and %s, which are one file where /usr is merged"
              .formatted(shown(earlier.written()), shown(later.written())));
    }
    if (replaces(laterDeb, earlierDeb)) {
      return true;
    }
    if (replaces(earlierDeb, laterDeb)) {
      return false;
    }
    throw KobakoException.finding(
        Diagnostic.of(
            shown(later.written()),
            "is in %s as well as in %s, and neither replaces the other"
                .formatted(described(earlierDeb), described(laterDeb)),
            CONFLICT_REMEDY));
  }

  /** As dpkg decides: by names of real packages; what they provide does not count. */
  private static boolean replaces(DebFile deb, DebFile other) {
    String name = other.available().name();
    return deb.stanza().field("Replaces").map(Relation::list).orElse(List.of()).stream()
        .filter(relation -> relation.name().equals(name))
        .anyMatch(relation ->
            relation.bound().map(bound -> holds(bound, other.available().version())).orElse(true));
  }

  private static boolean holds(Relation.Bound bound, PackageVersion version) {
    int order = version.compareTo(bound.version());
    return switch (bound.operator()) {
      case EARLIER -> order < 0;
      case EARLIER_OR_EQUAL -> order <= 0;
      case EQUAL -> order == 0;
      case LATER_OR_EQUAL -> order >= 0;
      case LATER -> order > 0;
    };
  }

  /** Where an entry lies: its folders without links, made if they are missing. */
  private ImagePath place(Owner owner) {
    ImagePath written = owner.written();
    return written
        .parent()
        .map(parent -> folder(owner, parent).child(written.name()))
        .orElse(written);
  }

  /** Where the directory that a package calls {@code written} is. */
  private ImagePath folder(Owner owner, ImagePath written) {
    ImagePath known = folders.get(written);
    if (known != null || written.isRoot()) {
      return known == null ? written : known;
    }
    ImagePath parent = folder(owner, written.parent().orElseThrow());
    ImagePath place = parent.child(written.name());
    Optional<Entry> entry = tree.entry(place);
    if (entry.isEmpty()) {
      tree.put(place, IMPLIED);
      implied.add(place);
    } else if (!(entry.get() instanceof Entry.Directory)) {
      Resolution resolution = tree.resolve(place.toString());
      if (!(resolution.entry().orElse(null) instanceof Entry.Directory)) {
        throw finding(
            owner,
            "has %s, but %s is no directory nor a link to one"
                .formatted(shown(owner.written()), shown(place)));
      }
      place = resolution.place();
    }
    folders.put(written, place);
    return place;
  }

  private KobakoException finding(Owner owner, String fact) {
    DebFile deb = debs.get(owner.index());
    return KobakoException.finding(
        Diagnostic.of(
            described(deb),
            fact,
            "leave the package out, or that whose file is in its way; or report it to its"
                + " maintainers"));
  }

  private static String described(DebFile deb) {
    return deb.available().name() + " " + deb.available().version();
  }

  private static String shown(ImagePath path) {
    return Printable.text(path.toString());
  }
}
