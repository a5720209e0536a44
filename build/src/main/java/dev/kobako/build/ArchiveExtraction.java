package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.LexicalPath;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.OverlayTree;
import dev.kobako.tree.Printable;
import dev.kobako.tree.TarMember;
import dev.kobako.tree.TarReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Unpacks an archive into a layer, with the rules of Docker (go-archive in a chroot):
 *
 * <ul>
 *   <li>Nothing leads out of the destination: neither {@code ..} and absolute names, which count
 *       from it, nor links, which are followed as if it were the root.
 *   <li>A directory over a directory changes its mode, owner and time and keeps what is in it;
 *       everything else replaces what was there. The archive's own root changes nothing.
 *   <li>Directories that the archive leaves out are 0755 of root's. Where a link stands in place of
 *       one, it has to lead to a directory.
 *   <li>--chown holds for all members, --chmod for none.
 *   <li>A hard link's header changes mode, owner and time of the file.
 * </ul>
 */
final class ArchiveExtraction {
  /** What Docker takes for a time that a file system can't hold. */
  private static final Instant LAST_TIME = Instant.ofEpochSecond(9_223_372_036L);

  private final LayerDraft draft;
  private final ImagePath root;
  private final Optional<FileOwner> owner;

  /** The names of files that have several, by the number of the file. */
  private final Map<Long, List<ImagePath>> names = new HashMap<>();

  /**
   * @param root the directory that the archive is unpacked in
   */
  ArchiveExtraction(LayerDraft draft, ImagePath root, Optional<FileOwner> owner) {
    this.draft = draft;
    this.root = root;
    this.owner = owner;
  }

  /**
   * Unpacks all members; contents stay slices of the tar.
   *
   * @param name of the archive, for messages
   */
  void unpack(Content tar, String name) {
    try (TarReader reader = new TarReader(tar, Printable.text(name))) {
      for (Optional<TarMember> member = reader.next(); member.isPresent(); member = reader.next()) {
        unpack(member.get());
      }
    } catch (IOException e) {
      throw KobakoException.outside(
          Diagnostic.of(Printable.text(name), "can't be read: " + e.getMessage()), e);
    }
  }

  private void unpack(TarMember member) {
    String name = LexicalPath.clean(member.name());
    if (name.equals(".")) {
      return;
    }
    ImagePath place = place(name);
    switch (member.item()) {
      case TarMember.Item.Placed(Entry entry) -> put(place, entry);
      case TarMember.Item.HardLink(String target, Attributes attributes) ->
          link(place, target, attributes);
    }
  }

  /** Where a member goes; links on the way to it are followed, it itself is not. */
  private ImagePath place(String name) {
    String cleaned = LexicalPath.clean("/" + name);
    int slash = cleaned.lastIndexOf('/');
    ImagePath parent = draft.resolve(root, cleaned.substring(0, slash));
    if (draft.entry(parent).isEmpty() && !parent.equals(root)) {
      requireNoLinkIntoNothing(cleaned.substring(0, slash));
      draft.makeDirectories(parent, Attributes.of(LayerDraft.PARENT_MODE));
    }
    return cleaned.length() == 1 ? root : parent.child(cleaned.substring(slash + 1));
  }

  /** mkdir(2) does not make the directory that a link leads to. */
  private void requireNoLinkIntoNothing(String path) {
    for (int slash = path.indexOf('/', 1); ; slash = path.indexOf('/', slash + 1)) {
      String part = slash < 0 ? path : path.substring(0, slash);
      if (draft.entry(draft.resolve(root, part)).isEmpty()) {
        int last = part.lastIndexOf('/');
        ImagePath named =
            draft.resolve(root, part.substring(0, last)).child(part.substring(last + 1));
        if (draft.entry(named).isPresent()) {
          throw KobakoException.finding(
              Diagnostic.of(
                  Printable.text(named.toString()),
                  "is a link that leads nowhere, and the archive has files for a folder of this name",
                  "make the archive again, or unpack it in a RUN"));
        }
        return;
      }
    }
  }

  private void put(ImagePath place, Entry entry) {
    if (OverlayTree.isWhiteout(entry)) {
      throw KobakoException.finding(
          Diagnostic.of(
              Printable.text(place.toString()),
              "is the device 0:0, which stands for a deleted file and can't be made",
              "make the archive again without it"));
    }
    Entry there = draft.entry(place).orElse(null);
    Attributes attributes = attributes(entry.attributes());
    if (there instanceof Entry.Directory && entry instanceof Entry.Directory) {
      attributes = merged(there.attributes(), attributes);
    } else if (place.equals(root)) {
      throw KobakoException.finding(
          Diagnostic.of(
              Printable.text(root.toString()),
              "is what the archive is unpacked in, and a member of it would replace it",
              "make the archive again, from within its folder"));
    } else if (there instanceof Entry.Directory) {
      draft.remove(place);
    }
    draft.put(place, entry.withAttributes(attributes));
  }

  private void link(ImagePath place, String target, Attributes linked) {
    ImagePath first = place(target);
    Entry there = first.equals(place) ? null : draft.entry(first).orElse(null);
    if (there == null || there instanceof Entry.Directory) {
      throw KobakoException.finding(
          Diagnostic.of(
              Printable.text(place.toString()),
              "is a hard link to " + Printable.text(first.toString()) + ", which is no file",
              "make the archive again; it has to hold the file before the link"));
    }
    if (draft.entry(place).orElse(null) instanceof Entry.Directory) {
      draft.remove(place);
    }
    Attributes made = attributes(linked);
    switch (there) {
      case Entry.RegularFile file -> shareFile(first, file, place, made);
      case Entry.Symlink _, Entry.Device _, Entry.Fifo _, Entry.Directory _ -> {
        Entry both = there.withAttributes(merged(there.attributes(), made));
        draft.put(first, both);
        draft.put(place, both);
      }
    }
  }

  private void shareFile(
      ImagePath first, Entry.RegularFile file, ImagePath place, Attributes attributes) {
    long inode = file.inode();
    // A number that this archive has not given is one of the stage's.
    List<ImagePath> shared = names.get(inode);
    if (shared == null || !shared.contains(first)) {
      inode = draft.newInode();
      shared = new ArrayList<>(List.of(first));
      names.put(inode, shared);
    }
    shared.add(place);
    Attributes merged = merged(file.attributes(), attributes);
    Entry.RegularFile all = new Entry.RegularFile(merged, file.content(), inode);
    draft.put(place, all);
    for (ImagePath each : shared) {
      if (each.equals(first)
          || (draft.entry(each).orElse(null) instanceof Entry.RegularFile other
              && other.inode() == inode)) {
        draft.put(each, all);
      }
    }
  }

  private Attributes attributes(Attributes from) {
    Instant mtime =
        from.mtime().isBefore(Instant.EPOCH) || from.mtime().isAfter(LAST_TIME)
            ? Instant.EPOCH
            : CopyPlacement.wholeSeconds(from.mtime());
    return new Attributes(
        from.mode(),
        owner.map(FileOwner::uid).orElse(from.uid()),
        owner.map(FileOwner::gid).orElse(from.gid()),
        mtime,
        CopyPlacement.kept(from.xattrs()));
  }

  /** The new attributes with what extended ones there were. */
  private static Attributes merged(Attributes old, Attributes made) {
    if (old.xattrs().isEmpty()) {
      return made;
    }
    SortedMap<String, String> xattrs = new TreeMap<>(old.xattrs());
    xattrs.putAll(made.xattrs());
    return new Attributes(made.mode(), made.uid(), made.gid(), made.mtime(), xattrs);
  }
}
