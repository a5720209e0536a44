package dev.kobako.ladder;

import dev.kobako.debian.InstalledPackages;
import dev.kobako.image.Content;
import dev.kobako.image.ImageConfig;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A tree on which clean rules are at work. What somebody asked for can't be taken away; what was
 * taken away is gone for the rules that follow.
 */
final class Cleaned implements Cleaning {
  private final Tree tree;
  private final ImageConfig config;
  private final InstalledPackages packages;
  private final Predicate<ImagePath> asked;
  private final Set<ImagePath> removed = new HashSet<>();
  private final Map<ImagePath, Content> replaced = new HashMap<>();
  private final Set<Long> replacedInodes = new HashSet<>();
  private final Map<ImagePath, ImagePath> linked = new TreeMap<>();

  /**
   * Nothing cleaned yet.
   *
   * @param asked what must stay, since somebody asked for it
   */
  Cleaned(Tree tree, ImageConfig config, InstalledPackages packages, Predicate<ImagePath> asked) {
    this.tree = tree;
    this.config = config;
    this.packages = packages;
    this.asked = asked;
  }

  /** Applies all rules that are not switched off. */
  void apply(List<CleanRule> all, KeepRules rules) throws IOException {
    for (CleanRule rule : all) {
      if (rules.applies(rule.name())) {
        rule.clean(this);
      }
    }
  }

  @Override
  public Tree tree() {
    return tree;
  }

  @Override
  public ImageConfig config() {
    return config;
  }

  @Override
  public InstalledPackages packages() {
    return packages;
  }

  @Override
  public boolean stays(ImagePath path) {
    for (Optional<ImagePath> at = Optional.of(path); at.isPresent(); at = at.get().parent()) {
      if (removed.contains(at.get())) {
        return false;
      }
    }
    return tree.entry(path).isPresent();
  }

  @Override
  public boolean isAsked(ImagePath path) {
    return asked.test(path);
  }

  /** A folder goes as far as nothing in it was asked for. */
  @Override
  public void remove(ImagePath path) {
    if (path.isRoot() || !stays(path)) {
      return;
    }
    if (holdsAsked(path)) {
      tree.names(path).forEach(name -> remove(path.child(name)));
    } else {
      removed.add(path);
    }
  }

  private boolean holdsAsked(ImagePath path) {
    if (asked.test(path)) {
      return true;
    }
    return tree.entry(path).orElse(null) instanceof Entry.Directory
        && tree.names(path).stream().anyMatch(name -> holdsAsked(path.child(name)));
  }

  @Override
  public void replace(ImagePath path, Content content) {
    long inode = file(path).inode();
    if (inode != 0) {
      replacedInodes.add(inode);
    }
    replaced.put(path, content);
  }

  @Override
  public void link(ImagePath path, ImagePath same) {
    if (isReplaced(path) == isReplaced(same)) {
      linked.put(path, same);
    }
  }

  private boolean isReplaced(ImagePath path) {
    long inode = file(path).inode();
    return replaced.containsKey(path) || (inode != 0 && replacedInodes.contains(inode));
  }

  private Entry.RegularFile file(ImagePath path) {
    if (tree.entry(path).orElse(null) instanceof Entry.RegularFile file) {
      return file;
    }
    throw new IllegalArgumentException(path + " is no regular file");
  }

  /** What stays of a keep set over the same tree, with the smaller contents. */
  KeepSet applyTo(KeepSet keepSet) {
    KeepSet rest = removed.isEmpty() ? keepSet : keepSet.filter(kept -> stays(kept.path()));
    Map<Long, Content> inodes = new HashMap<>();
    replaced.forEach((path, content) -> {
      if (tree.entry(path).orElse(null) instanceof Entry.RegularFile file && file.inode() != 0) {
        inodes.putIfAbsent(file.inode(), content);
      }
    });
    KeepSet smaller = replaced.isEmpty() ? rest : rest.mapEntries(kept -> smaller(kept, inodes));
    return linked.isEmpty() ? smaller : withLinks(smaller);
  }

  /** Each file that others become names of keeps its number, or gets one that no other has. */
  private KeepSet withLinks(KeepSet keepSet) {
    long[] last = {0};
    tree.walk(
        ImagePath.ROOT,
        (_, entry) -> {
          if (entry instanceof Entry.RegularFile file) {
            last[0] = Math.max(last[0], file.inode());
          }
        });
    Map<ImagePath, Long> numbers = new HashMap<>();
    for (ImagePath same : linked.values()) {
      long number = file(same).inode();
      numbers.computeIfAbsent(same, _ -> number > 0 ? number : ++last[0]);
    }
    linked.forEach((path, same) -> numbers.put(path, numbers.get(same)));
    return keepSet.mapEntries(kept ->
        kept.entry() instanceof Entry.RegularFile file && numbers.containsKey(kept.path())
            ? new Kept(
                kept.path(),
                new Entry.RegularFile(file.attributes(), file.content(), numbers.get(kept.path())),
                kept.reason())
            : kept);
  }

  /** All names of one inode get the same content. */
  private Kept smaller(Kept kept, Map<Long, Content> inodes) {
    if (!(kept.entry() instanceof Entry.RegularFile file)) {
      return kept;
    }
    Content content = file.inode() == 0 ? replaced.get(kept.path()) : inodes.get(file.inode());
    return content == null
        ? kept
        : new Kept(
            kept.path(),
            new Entry.RegularFile(file.attributes(), content, file.inode()),
            kept.reason());
  }
}
