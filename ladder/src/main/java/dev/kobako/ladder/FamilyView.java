package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.image.ImageConfig;
import dev.kobako.slim.Closure;
import dev.kobako.slim.Reason;
import dev.kobako.slim.SystemFolders;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Predicate;

/** An image and its use, as one family sees it. */
final class FamilyView implements Touched {
  /** How the reasons of families begin; the name follows. */
  static final String OF_FAMILY = "of the family ";

  private final Original original;
  private final Wanted wanted;
  private final Closure closure;
  private final Family family;
  private final PackagedFiles packages;
  private final Set<ImagePath> asIfAsked = new HashSet<>();
  private final Set<Behind> followed = new HashSet<>();

  /**
   * A folder to which a link leads.
   *
   * @param source of the package that brought the link
   * @param isSameProgram whether all of it stays
   */
  private record Behind(ImagePath folder, Optional<String> source, boolean isSameProgram) {}

  FamilyView(Original original, Wanted wanted, Closure closure, Family family) throws IOException {
    this.original = original;
    this.wanted = wanted;
    this.closure = closure;
    this.family = family;
    this.packages = new PackagedFiles(original);
  }

  @Override
  public MemoryTree tree() {
    return original.tree();
  }

  @Override
  public List<LayerTar> layers() {
    return original.layers();
  }

  @Override
  public ImageConfig config() {
    return original.config();
  }

  @Override
  public PackagedFiles packages() {
    return packages;
  }

  @Override
  public SortedMap<ImagePath, Asked> asked() {
    return wanted.found();
  }

  @Override
  public SortedSet<String> missed() {
    return wanted.missed();
  }

  @Override
  public boolean isKept(ImagePath path) {
    return closure.has(path);
  }

  @Override
  public boolean isNeeded(ImagePath path) {
    return closure.isNeeded(path);
  }

  @Override
  public void keepAll(ImagePath folder, Predicate<ImagePath> filter, ImagePath because)
      throws IOException {
    for (ImagePath member : members(folder, filter)) {
      keep(member, because);
    }
  }

  private List<ImagePath> members(ImagePath folder, Predicate<ImagePath> filter) {
    List<ImagePath> members = new ArrayList<>();
    original
        .tree()
        .walk(
            folder,
            (path, entry) -> {
              if (!(entry instanceof Entry.Directory) && filter.test(path)) {
                members.add(path);
              }
            });
    return members;
  }

  @Override
  public void keep(ImagePath path, ImagePath because) throws IOException {
    Reason reason = Reason.needed(because, OF_FAMILY + family.name() + ", as asked for was");
    Deque<ImagePath> left = new ArrayDeque<>(List.of(path));
    while (!left.isEmpty()) {
      ImagePath next = left.remove();
      closure.keepData(next, reason);
      if (tree().entry(next).orElse(null) instanceof Entry.Symlink) {
        Optional<ImagePath> end = closure.keep(next.toString(), reason);
        if (end.isPresent()) {
          closure.keepData(end.get(), reason);
          left.addAll(behind(next, end.get()));
        }
      }
    }
  }

  /**
   * What stays of a folder to which a link leads: nothing of one that holds all kinds of things, or
   * that the link lies in; of one beside the link, which the family sees by itself, with its dead
   * weight; and of those in which packages of languages are, whose families know better.
   */
  private List<ImagePath> behind(ImagePath link, ImagePath end) {
    Optional<String> source = packages.source(link);
    boolean isSameProgram = isSameProgram(link, end);
    return tree().entry(end).orElse(null) instanceof Entry.Directory
            && !SystemFolders.include(end)
            && !link.startsWith(end)
            && !end.startsWith(link.parent().orElse(ImagePath.ROOT))
            && !PackageTrees.contains(end, tree())
            && isNew(end, source, isSameProgram)
        ? members(
            end,
            path -> !PackageTrees.contains(path, tree()) && (isSameProgram || isOf(source, path)))
        : List.of();
  }

  /** Whether neither a folder nor one that it is in was followed in the same way. */
  private boolean isNew(ImagePath folder, Optional<String> source, boolean isSameProgram) {
    for (Optional<ImagePath> at = folder.parent(); at.isPresent(); at = at.get().parent()) {
      if (followed.contains(new Behind(at.get(), source, isSameProgram))) {
        return false;
      }
    }
    return followed.add(new Behind(folder, source, isSameProgram));
  }

  /** Whether both are in folders of one program, which FHS 3.0 lets it have in several places. */
  private static boolean isSameProgram(ImagePath link, ImagePath folder) {
    return ownFolder(link).isPresent() && ownFolder(link).equals(ownFolder(folder));
  }

  /** The name of the folder of a program that a path is in or is. */
  private static Optional<String> ownFolder(ImagePath path) {
    return Ancestors.nearest(
            path.child("any"), folder -> folder.parent().filter(SystemFolders::include).isPresent())
        .filter(folder -> !SystemFolders.include(folder))
        .map(ImagePath::name);
  }

  private boolean isOf(Optional<String> source, ImagePath path) {
    Optional<String> other = packages.source(path);
    return other.isEmpty() || other.equals(source);
  }

  @Override
  public void keepAsIfAsked(ImagePath path, ImagePath because) throws IOException {
    keep(path, because);
    asIfAsked.add(path);
  }

  /** What no clean rule may take. */
  Set<ImagePath> asIfAsked() {
    return Collections.unmodifiableSet(asIfAsked);
  }
}
