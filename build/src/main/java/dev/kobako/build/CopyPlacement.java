package dev.kobako.build;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Printable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts sources where a COPY or ADD says, with the rules of BuildKit (fsutil's copy, which follows
 * {@code cp -a}):
 *
 * <ul>
 *   <li>Directories that are made on the way to the destination are 0755 of root's, or as --chmod
 *       and --chown say.
 *   <li>A folder's contents go into the destination, which takes the folder's time and, if it was
 *       there or is made for it, nothing else. Directories below are overwritten with all they are.
 *   <li>A file goes into a destination that is a directory, and takes the place of anything else.
 *   <li>Nothing but a directory can take a directory's place, nor can it that of anything else.
 *   <li>Hard links among the files of one source stay links.
 * </ul>
 */
final class CopyPlacement {
  /** Of all attributes that files can have beside mode and owner, BuildKit's layers hold this. */
  static final String CAPABILITY = "security.capability";

  private final LayerDraft draft;
  private final String destination;
  private final Optional<FileOwner> owner;
  private final FileMode mode;

  /** What a file's content is read through. */
  interface Contents {
    Content of(ImagePath path, Entry.RegularFile file);
  }

  /**
   * @param destination absolute; with a slash at its end it is a folder
   */
  CopyPlacement(LayerDraft draft, String destination, Optional<FileOwner> owner, FileMode mode) {
    this.draft = draft;
    this.destination = destination;
    this.owner = owner;
    this.mode = mode;
  }

  /** Puts one source. */
  void copy(CopiedSource source, Contents contents) {
    ImagePath target = prepare(source);
    Map<Long, Long> inodes = new HashMap<>();
    source.walk((path, below, entry, inPassing) -> {
      ImagePath place = below.isEmpty() ? target : ImagePath.of(target + "/" + below);
      switch (entry) {
        case Entry.Directory directory -> directory(place, directory, below, inPassing);
        case Entry.RegularFile file -> {
          long inode =
              file.inode() == 0 ? 0 : inodes.computeIfAbsent(file.inode(), _ -> draft.newInode());
          put(place, new Entry.RegularFile(attributes(entry), contents.of(path, file), inode));
        }
        case Entry.Symlink _, Entry.Device _, Entry.Fifo _ ->
            put(place, entry.withAttributes(attributes(entry)));
      }
    });
  }

  /** The directory that an archive is unpacked in; --chmod doesn't count for it. */
  ImagePath folderForArchive() {
    ImagePath target = draft.resolve(destination);
    makeDirectories(target, LayerDraft.PARENT_MODE);
    return target;
  }

  /** Makes the directories that are missing; gives where the source itself goes. */
  private ImagePath prepare(CopiedSource source) {
    makeParents(draft.resolve(folderOf(destination)));
    ImagePath target = draft.resolve(destination);
    boolean isDirectory = source.entry() instanceof Entry.Directory;
    Entry there = draft.entry(target).orElse(null);
    boolean inside =
        isDirectory ? !source.contents() && there != null : there instanceof Entry.Directory;
    if (inside && !source.name().isEmpty()) {
      target = target.child(source.name());
    }
    if (source.contents() && isDirectory && there == null) {
      makeParents(target);
    } else {
      target.parent().ifPresent(this::makeParents);
    }
    return target;
  }

  /** Up to the last slash; all of it if nothing or {@code .} follows. */
  private static String folderOf(String destination) {
    return destination.endsWith("/.")
        ? destination
        : destination.substring(0, destination.lastIndexOf('/') + 1);
  }

  private void makeParents(ImagePath path) {
    makeDirectories(path, mode.ofParents());
  }

  private void makeDirectories(ImagePath path, int newMode) {
    Attributes plain = Attributes.of(newMode);
    draft.makeDirectories(
        path, owner.map(own -> plain.withOwner(own.uid(), own.gid())).orElse(plain));
  }

  private void directory(
      ImagePath place, Entry.Directory directory, String below, boolean inPassing) {
    Entry there = draft.entry(place).orElse(null);
    Attributes made = attributes(directory);
    if (there == null) {
      draft.put(place, new Entry.Directory(made));
      return;
    }
    if (!(there instanceof Entry.Directory)) {
      throw conflict(place, "a directory is to be copied there, and it is " + kind(there));
    }
    Attributes old = there.attributes();
    Attributes merged;
    if (below.isEmpty()) {
      merged = old.withMtime(made.mtime());
    } else if (inPassing) {
      merged = old.withMode(directory.attributes().mode());
    } else {
      merged = withCapability(made, old.xattrs(), made.xattrs());
    }
    draft.put(place, new Entry.Directory(merged));
  }

  private void put(ImagePath place, Entry entry) {
    if (draft.entry(place).orElse(null) instanceof Entry.Directory) {
      throw conflict(place, kind(entry) + " is to be copied there, and it is a directory");
    }
    draft.put(place, entry);
  }

  private Attributes attributes(Entry entry) {
    Attributes from = entry.attributes();
    int newMode = entry instanceof Entry.Symlink ? from.mode() : mode.of(entry);
    int uid = owner.map(FileOwner::uid).orElse(from.uid());
    int gid = owner.map(FileOwner::gid).orElse(from.gid());
    Instant mtime = wholeSeconds(from.mtime());
    return new Attributes(newMode, uid, gid, mtime, kept(from.xattrs()));
  }

  /** A layer's times are whole seconds, cut towards the past. */
  static Instant wholeSeconds(Instant time) {
    return time.getNano() == 0 ? time : Instant.ofEpochSecond(time.getEpochSecond());
  }

  /** What of the extended attributes a layer holds. */
  static SortedMap<String, String> kept(SortedMap<String, String> xattrs) {
    SortedMap<String, String> kept = new TreeMap<>();
    @Nullable String capability = xattrs.get(CAPABILITY);
    if (capability != null) {
      kept.put(CAPABILITY, capability);
    }
    return kept;
  }

  private static Attributes withCapability(
      Attributes attributes, SortedMap<String, String> old, SortedMap<String, String> added) {
    SortedMap<String, String> all = new TreeMap<>(old);
    all.putAll(added);
    return new Attributes(
        attributes.mode(), attributes.uid(), attributes.gid(), attributes.mtime(), all);
  }

  private static String kind(Entry entry) {
    return switch (entry) {
      case Entry.Directory _ -> "a directory";
      case Entry.RegularFile _ -> "a file";
      case Entry.Symlink _ -> "a symbolic link";
      case Entry.Device _ -> "a device";
      case Entry.Fifo _ -> "a named pipe";
    };
  }

  private static KobakoException conflict(ImagePath place, String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            Printable.text(place.toString()),
            fact,
            "choose another destination, or remove what is there first"));
  }
}
