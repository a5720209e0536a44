package dev.kobako.debian;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.MemoryTree;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.Printable;
import dev.kobako.tree.TarLimits;
import dev.kobako.tree.TarMember;
import dev.kobako.tree.TarReader;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of a package as its data archive has them. What no package of Debian's has is refused:
 * names that lead out of the root or are absolute, names below a link of the same package, two
 * entries of one name, devices and pipes. Where links lead is not looked at.
 *
 * <p>Owners are the numbers of the archive. dpkg asks the system that it unpacks into for the
 * archive's names of users first; packages may only ship files of those that base-passwd numbers
 * once for all (Debian Policy 9.2), for whom both are the same. Extended attributes are not laid by
 * dpkg either.
 */
final class DataFiles {
  /** Ten times what the largest icon theme has. */
  private static final TarLimits LIMITS = TarLimits.DEFAULT.withEntries(2_000_000);

  private static final Entry.Directory IMPLIED = new Entry.Directory(Attributes.of(0755));

  private final DebPlace place;
  private final MemoryTree.Builder tree = MemoryTree.builder();
  private final Map<ImagePath, Entry> seen = new HashMap<>();
  private long inodes;

  private DataFiles(DebPlace place) {
    this.place = place;
  }

  static MemoryTree read(Content tar, DebPlace place) throws IOException {
    DataFiles files = new DataFiles(place);
    try (TarReader reader = new TarReader(tar, place + " data.tar", LIMITS)) {
      for (Optional<TarMember> member = reader.next(); member.isPresent(); member = reader.next()) {
        files.add(member.get());
      }
    }
    return files.tree.build();
  }

  private void add(TarMember member) {
    ImagePath path = path(member.name());
    switch (member.item()) {
      case TarMember.Item.Placed(Entry entry) -> put(path, withoutXattrs(entry));
      case TarMember.Item.HardLink(String target, _) -> link(path, path(target));
    }
  }

  private static Entry withoutXattrs(Entry entry) {
    Attributes all = entry.attributes();
    return all.xattrs().isEmpty()
        ? entry
        : entry.withAttributes(
            new Attributes(
                all.mode(), all.uid(), all.gid(), all.mtime(), Collections.emptySortedMap()));
  }

  private void put(ImagePath path, Entry entry) {
    switch (entry) {
      case Entry.Device _ -> throw place.finding("has the device " + shown(path));
      case Entry.Fifo _ -> throw place.finding("has the named pipe " + shown(path));
      case Entry.RegularFile _, Entry.Symlink _, Entry.Directory _ -> {}
    }
    boolean isDirectory = entry instanceof Entry.Directory;
    if (path.isRoot() && !isDirectory) {
      throw place.finding("has something other than a directory as its root");
    }
    Entry old = seen.get(path);
    if (old != null && !(isDirectory && old instanceof Entry.Directory)) {
      throw place.finding("has " + shown(path) + " twice");
    }
    path.parent().ifPresent(this::requireDirectory);
    seen.put(path, entry);
    tree.put(path, entry);
  }

  private void requireDirectory(ImagePath path) {
    @Nullable Entry entry = seen.get(path);
    if (entry == null) {
      path.parent().ifPresent(this::requireDirectory);
      seen.put(path, IMPLIED);
    } else if (!(entry instanceof Entry.Directory)) {
      throw place.finding(
          "has an entry below %s, which is no directory in this package".formatted(shown(path)));
    }
  }

  private void link(ImagePath path, ImagePath target) {
    if (!(seen.get(target) instanceof Entry.RegularFile file)) {
      throw place.finding(
          "has %s as a hard link to %s, which is no file of this package before it"
              .formatted(shown(path), shown(target)));
    }
    Entry shared = file;
    if (file.inode() == 0) {
      shared = new Entry.RegularFile(file.attributes(), file.content(), ++inodes);
      seen.put(target, shared);
      tree.put(target, shared);
    }
    put(path, shared);
  }

  private ImagePath path(String name) {
    if (name.startsWith("/")) {
      throw place.finding("has the absolute name '" + Printable.text(name) + "'");
    }
    ImagePath path = ImagePath.ROOT;
    for (String each : name.split("/")) {
      if (each.equals("..")) {
        throw place.finding("has the name '" + Printable.text(name) + "', which leads elsewhere");
      }
      if (!each.isEmpty() && !each.equals(".")) {
        requireShort(each);
        path = path.child(each);
      }
    }
    return path;
  }

  private void requireShort(String name) {
    int most = LIMITS.nameBytes();
    if (3L * name.length() > most && PathBytes.encode(name).length > most) {
      throw place.finding(
          "has a file name of more than " + most + " bytes: " + Printable.text(name));
    }
  }

  private static String shown(ImagePath path) {
    return Printable.text(path.toString());
  }
}
