package dev.kobako.ladder;

import dev.kobako.members.Member;
import dev.kobako.members.MemberFile;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.Kept;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Files of a keep set that hold members, seen as the folders that they are to their readers: {@code
 * /opt/java/lib/modules/java.base/java/lang/Object.class}. So members stay and go as files do.
 */
final class MemberFolders {
  private final Tree tree;
  private final SortedMap<ImagePath, Holding> holdings;

  private MemberFolders(Tree tree, SortedMap<ImagePath, Holding> holdings) {
    this.tree = tree;
    this.holdings = Collections.unmodifiableSortedMap(new TreeMap<>(holdings));
  }

  /**
   * A file that holds members.
   *
   * @param kept the whole of it
   */
  record Holding(Kept kept, Entry.RegularFile entry, MemberFile file) {
    /** Where it is. */
    ImagePath path() {
      return kept.path();
    }

    /** Where a member is. */
    ImagePath place(Member member) {
      return ImagePath.of(path() + "/" + member.name());
    }

    /** The name of the member at a place. */
    String name(ImagePath place) {
      return place.toString().substring(path().toString().length() + 1);
    }

    /** The file with some of its members; as it was where these are all. */
    Kept with(SortedSet<String> names) {
      return names.size() == file.members().size()
          ? kept
          : new Kept(
              path(),
              new Entry.RegularFile(
                  entry.attributes(), SomeMembers.of(entry.content(), file, names), entry.inode()),
              kept.reason());
    }
  }

  /**
   * Looks for them.
   *
   * @param tree of the original
   * @param filter of the files that are looked at
   */
  static MemberFolders of(KeepSet keepSet, Tree tree, Predicate<ImagePath> filter)
      throws IOException {
    SortedMap<ImagePath, Holding> found = new TreeMap<>();
    for (Kept kept : keepSet.biggestFiles()) {
      // What has other names would have to be a folder at each of them.
      if (kept.entry() instanceof Entry.RegularFile file
          && file.inode() == 0
          && filter.test(kept.path())) {
        try (SeekableByteChannel channel = file.content().openChannel()) {
          MemberFile.read(kept.path().name(), channel)
              .ifPresent(each -> found.put(kept.path(), new Holding(kept, file, each)));
        }
      }
    }
    return new MemberFolders(tree, found);
  }

  /** All of them, sorted by path. */
  List<Holding> all() {
    return List.copyOf(holdings.values());
  }

  /** The file that a path is in as a member. */
  Optional<Holding> holding(ImagePath path) {
    return holdings.values().stream()
        .filter(each -> path.startsWith(each.path()) && !path.equals(each.path()))
        .findFirst();
  }

  /** A keep set with members in the place of the files that hold them. */
  KeepSet opened(KeepSet keepSet) {
    List<Kept> members = new ArrayList<>();
    for (Holding holding : holdings.values()) {
      for (Member member : holding.file().members()) {
        members.add(
            new Kept(
                holding.place(member),
                new Entry.RegularFile(holding.entry().attributes(), content(holding, member), 0),
                holding.kept().reason()));
      }
    }
    return keepSet.filter(kept -> !holdings.containsKey(kept.path())).with(tree, members);
  }

  /** The bytes of a member as they are stored. */
  SplicedContent content(Holding holding, Member member) {
    return SplicedContent.part(holding.entry().content(), member.offset(), member.bytes());
  }

  /** The contrary of {@link #opened}: files with those members that are in a keep set. */
  KeepSet closed(KeepSet keepSet) {
    Map<ImagePath, SortedSet<String>> names = new HashMap<>();
    Set<ImagePath> inside = new HashSet<>(holdings.keySet());
    for (Kept kept : keepSet.all()) {
      Optional<Holding> holding = holding(kept.path());
      if (holding.isPresent()) {
        inside.add(kept.path());
        if (kept.entry() instanceof Entry.RegularFile) {
          names
              .computeIfAbsent(holding.get().path(), _ -> new TreeSet<>())
              .add(holding.get().name(kept.path()));
        }
      }
    }
    List<Kept> files = new ArrayList<>();
    for (Holding holding : holdings.values()) {
      SortedSet<String> some = names.get(holding.path());
      if (some != null) {
        files.add(holding.with(some));
      }
    }
    return keepSet.filter(kept -> !inside.contains(kept.path())).with(tree, files);
  }
}
