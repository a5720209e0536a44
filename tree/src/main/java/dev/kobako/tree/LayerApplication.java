package dev.kobako.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Applies the members of one layer to the tree of the layers below it. The rules:
 *
 * <ul>
 *   <li>A parent that is a symbolic link is followed inside the root, so the entry lands behind it
 *       (containerd's fs.RootPath); so is a parent of a hard link's target.
 *   <li>A directory over a directory changes its attributes and keeps what is in it; everything
 *       else replaces what was there with all below it. A name that occurs twice is applied twice.
 *   <li>A mark ({@code .wh.name}, {@code .wh..wh..opq}) takes away what the layers below have put
 *       there and never what this layer puts there, whatever their order in the tar. One for
 *       something that isn't there does nothing, nor does it make parents.
 *   <li>Other names that start with {@code .wh..wh.} are AUFS's own ({@code .wh..wh.plnk}) and
 *       ignored, as in Docker.
 *   <li>A hard link's own mode, owner and time become those of the file, under all of its names,
 *       since containerd and Docker set them after they have made the link.
 * </ul>
 */
final class LayerApplication {
  private static final String WHITEOUT = ".wh.";
  private static final String AUFS = ".wh..wh.";
  private static final String OPAQUE = ".wh..wh..opq";

  private final Origin origin;
  private final LayeredTree.InodeNumbers inodes;
  private final TarLimits limits;
  private final Growth root;
  private final LinkedParents parents;
  private final LayerObserver observer;

  /**
   * What the layers of a tree share.
   *
   * @param root of the tree, which grows
   * @param inodes of its files
   * @param limits of each layer
   * @param implied of all layers
   */
  record Ground(
      Growth root, LayeredTree.InodeNumbers inodes, TarLimits limits, ImpliedDirectories implied) {
    /** One that no layer has been applied to. */
    static Ground of(Growth root, LayeredTree.InodeNumbers inodes, TarLimits limits) {
      return new Ground(root, inodes, limits, new ImpliedDirectories(limits.entries()));
    }
  }

  /**
   * One of a layer.
   *
   * @param observer is told of everything that happens
   */
  LayerApplication(Ground ground, Origin origin, LayerObserver observer) {
    this.root = ground.root;
    this.origin = origin;
    this.inodes = ground.inodes;
    this.limits = ground.limits;
    this.observer = observer;
    this.parents = new LinkedParents(root, origin, limits, ground.implied);
  }

  void apply(TarMember member, TarPlace place) {
    MemberName name = MemberName.of(member.name(), limits, place);
    if (name.isRoot()) {
      applyToRoot(member, place);
      return;
    }
    if (member.name().contains(WHITEOUT) && name.anyStartsWith(WHITEOUT)) {
      applyMark(name, place);
      return;
    }
    Growth parent = parents.make(name.parents(), place);
    // No switch over patterns: the JVM would put it together first, and callers are in a hurry.
    if (member.item() instanceof TarMember.Item.Placed(Entry entry)) {
      put(parent, name.last(), entry);
    } else if (member.item() instanceof TarMember.Item.HardLink(var target, var attributes)) {
      link(parent, name, target, attributes, place);
    }
  }

  private void applyToRoot(TarMember member, TarPlace place) {
    if (!(member.item() instanceof TarMember.Item.Placed(Entry.Directory directory))) {
      throw place.finding("the root as something other than a directory");
    }
    observer.placed(root, directory, root.entry);
    root.entry = directory;
    root.origin = origin;
  }

  private Growth put(Growth parent, String name, Entry entry) {
    Growth old = parent.child(name);
    if (old != null && old.isDirectory() && entry instanceof Entry.Directory) {
      observer.placed(old, entry, old.entry);
      old.entry = entry;
      old.origin = origin;
      return old;
    }
    if (old != null) {
      tellGoneBelow(old);
    }
    Growth made = new Growth(entry, origin);
    made.clearSince = origin.layer();
    parent.put(name, made);
    observer.placed(made, entry, old == null ? null : old.entry);
    return made;
  }

  /** Tells of all that is below a place, of a directory after what is in it. */
  private void tellGoneBelow(Growth top) {
    Deque<Visit> way = new ArrayDeque<>();
    way.push(new Visit(top));
    while (!way.isEmpty()) {
      Visit visit = way.element();
      if (visit.children.hasNext()) {
        way.push(new Visit(visit.children.next()));
      } else {
        way.pop();
        if (!way.isEmpty()) {
          observer.gone(visit.place, visit.place.entry);
        }
      }
    }
  }

  /** A place on the way through a tree, and those in it that are still to come. */
  private record Visit(Growth place, Iterator<Growth> children) {
    Visit(Growth place) {
      this(place, place.children().values().iterator());
    }
  }

  private void link(
      Growth parent, MemberName name, String target, Attributes attributes, TarPlace place) {
    MemberName targetName = MemberName.of(target, limits, place);
    Growth source = targetName.isRoot() ? root : find(targetName, place);
    if (source == null) {
      throw place.finding(
          name + " is a hard link to " + targetName + ", which is not there at this point");
    }
    if (source.equals(parent.child(name.last()))) {
      throw place.finding(name + " is a hard link to itself");
    }
    Entry shared =
        switch (source.entry) {
          case Entry.Directory _ ->
              throw place.finding(name + " is a hard link to the directory " + targetName);
          case Entry.RegularFile file ->
              file.inode() > 0
                  ? file
                  : new Entry.RegularFile(file.attributes(), file.content(), inodes.next());
          case Entry.Symlink other -> other;
          case Entry.Device other -> other;
          case Entry.Fifo other -> other;
        };
    source.entry = shared;
    Growth made = put(parent, name.last(), shared);
    if (shared instanceof Entry.RegularFile file) {
      inodes.share(file, source, made, attributes);
    }
  }

  private @Nullable Growth find(MemberName name, TarPlace place) {
    Growth parent = parents.find(name.parents(), place);
    return parent == null ? null : parent.child(name.last());
  }

  private void applyMark(MemberName name, TarPlace place) {
    String last = name.last();
    if (last.equals(OPAQUE)) {
      Growth directory = parents.find(name.parents(), place);
      if (directory != null) {
        dropBelow(directory);
      }
      return;
    }
    if (name.anyStartsWith(AUFS)) {
      return;
    }
    String hidden = last.startsWith(WHITEOUT) ? last.substring(WHITEOUT.length()) : "";
    if (hidden.isEmpty()
        || hidden.equals(".")
        || hidden.equals("..")
        || new MemberName(name.parents()).anyStartsWith(WHITEOUT)) {
      throw place.finding(name + " is a whiteout of nothing, expected .wh. and a file name");
    }
    Growth directory = parents.find(name.parents(), place);
    Growth child = directory == null ? null : directory.child(hidden);
    if (directory == null || child == null) {
      return;
    }
    dropBelow(child);
    if (!survives(child)) {
      directory.remove(hidden);
      observer.gone(child, child.entry);
    }
  }

  /**
   * Takes away what the layers below have put into a directory. Directories may be as deep in each
   * other as a path is long, which is more than a stack can hold.
   */
  private void dropBelow(Growth top) {
    Deque<Visit> way = new ArrayDeque<>();
    if (isToBeCleared(top)) {
      way.push(new Visit(top));
    }
    while (!way.isEmpty()) {
      Visit visit = way.element();
      if (!visit.children.hasNext()) {
        visit.place.clearSince = origin.layer();
        way.pop();
        if (!way.isEmpty()) {
          dropUnlessItSurvives(visit.place, way.element().children);
        }
        continue;
      }
      Growth child = visit.children.next();
      if (isToBeCleared(child)) {
        way.push(new Visit(child));
      } else {
        dropUnlessItSurvives(child, visit.children);
      }
    }
  }

  /** Each directory is looked through once for a layer, or a million marks would take forever. */
  private boolean isToBeCleared(Growth growth) {
    return growth.isDirectory() && growth.clearSince < origin.layer();
  }

  /**
   * Takes away a place below which nothing of the layers below is left.
   *
   * @param siblings that gave it last
   */
  private void dropUnlessItSurvives(Growth growth, Iterator<Growth> siblings) {
    if (!survives(growth)) {
      siblings.remove();
      observer.gone(growth, growth.entry);
    }
  }

  /** Whether a place is this layer's, or has anything of it below. */
  private boolean survives(Growth growth) {
    boolean ours = growth.isFrom(origin.layer());
    if (!growth.isDirectory()) {
      return ours;
    }
    if (!ours && !growth.children().isEmpty()) {
      // Of the directory only the names on the way to this layer's entries are left.
      growth.entry = MemoryTree.IMPLIED;
      growth.origin = origin;
      return true;
    }
    return ours;
  }
}
