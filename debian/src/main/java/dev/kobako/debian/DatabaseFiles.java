package dev.kobako.debian;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Content;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Resolution;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Reading the files of a package database whole and with a bound. A tree may come from anyone, so a
 * file is believed to be of its size only up to the bound.
 */
final class DatabaseFiles {
  /** The largest single file that is read: a hundred times the status of a large desktop. */
  static final long MAX_FILE = 64L << 20;

  private final Tree tree;
  private final ImagePath folder;
  private final List<String> names;

  private DatabaseFiles(Tree tree, ImagePath folder, List<String> names) {
    this.tree = tree;
    this.folder = folder;
    this.names = names;
  }

  /** The files of one folder, which may be reached through links; none where it is missing. */
  static DatabaseFiles in(Tree tree, String folder) {
    Resolution resolution = tree.resolve(folder);
    List<String> names =
        resolution.entry().isPresent() ? tree.names(resolution.place()) : List.<String>of();
    return new DatabaseFiles(tree, resolution.place(), names);
  }

  /** The names in the folder, sorted. */
  List<String> names() {
    return names;
  }

  /** The bytes of the file called {@code name}; empty where there is no regular file. */
  Optional<byte[]> read(String name) {
    return content(name).map(content -> bytes(folder.child(name), content));
  }

  /** The contents of the file called {@code name}; empty where there is no regular file. */
  Optional<Content> content(String name) {
    ImagePath path = folder.child(name);
    Optional<Entry> entry = tree.entry(path);
    if (entry.orElse(null) instanceof Entry.Symlink) {
      entry = tree.resolve(path).entry();
    }
    return entry.orElse(null) instanceof Entry.RegularFile file
        ? Optional.of(file.content())
        : Optional.empty();
  }

  /** Where the file called {@code name} is. */
  ImagePath path(String name) {
    return folder.child(name);
  }

  private static byte[] bytes(ImagePath path, Content content) {
    long size = content.size();
    if (size > MAX_FILE) {
      throw KobakoException.finding(
          Diagnostic.of(
              path.toString(),
              "has %d bytes, expected at most %d in a file of the package database"
                  .formatted(size, MAX_FILE),
              "remove the file from the image if it is no work of dpkg"));
    }
    try (InputStream in = content.open()) {
      return in.readNBytes((int) size);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  static KobakoException unreadable(ImagePath path, IOException cause) {
    return KobakoException.outside(
        Diagnostic.of(path.toString(), "can't be read: " + cause.getMessage()), cause);
  }
}
