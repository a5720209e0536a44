package dev.kobako.ladder;

import dev.kobako.check.Asked;
import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.ImageConfig;
import dev.kobako.slim.Closure;
import dev.kobako.slim.Reason;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/** An image and its use, as one family sees it. */
final class FamilyView implements Touched {
  /** How the reasons of families begin; the name follows. */
  static final String OF_FAMILY = "of the family ";

  private final Original original;
  private final SortedMap<ImagePath, Asked> asked;
  private final Closure closure;
  private final Family family;

  FamilyView(Original original, SortedMap<ImagePath, Asked> asked, Closure closure, Family family) {
    this.original = original;
    this.asked = asked;
    this.closure = closure;
    this.family = family;
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
  public InstalledPackages packages() {
    return original.packages();
  }

  @Override
  public SortedMap<ImagePath, Asked> asked() {
    return asked;
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
    for (ImagePath member : members) {
      keep(member, because);
    }
  }

  @Override
  public void keep(ImagePath path, ImagePath because) throws IOException {
    Reason reason = Reason.needed(because, OF_FAMILY + family.name() + ", as asked for was");
    closure.keepData(path, reason);
    if (tree().entry(path).orElse(null) instanceof Entry.Symlink) {
      Optional<ImagePath> end = closure.keep(path.toString(), reason);
      if (end.isPresent()) {
        closure.keepData(end.get(), reason);
      }
    }
  }
}
