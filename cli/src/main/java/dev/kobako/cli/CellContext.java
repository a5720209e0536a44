package dev.kobako.cli;

import dev.kobako.build.BuildContext;
import dev.kobako.build.BuildContexts;
import dev.kobako.build.SourceTree;
import dev.kobako.compare.CellFailure;
import dev.kobako.compare.Change;
import dev.kobako.dockerfile.IgnorePatterns;
import dev.kobako.image.Digest;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files that a cell is built from. */
record CellContext(BuildContexts.Opened opened) {
  /** The digest of all files and links with their modes. */
  Digest digest() {
    SourceTree source = opened.tree();
    SortedMap<ImagePath, Entry> entries = new TreeMap<>();
    source.tree().walk(ImagePath.ROOT, (path, entry) -> entries.put(path, entry));
    List<Entry.RegularFile> files = new ArrayList<>();
    entries
        .values()
        .forEach(each -> {
          if (each instanceof Entry.RegularFile file) {
            files.add(file);
          }
        });
    source.prepare(files);
    MessageDigest hash = Digest.newHash("sha256");
    entries.forEach((path, entry) -> {
      String line =
          path
              + "\0"
              + (path.equals(ImagePath.ROOT) ? 0 : entry.attributes().mode())
              + "\0"
              + content(source, path, entry)
              + "\n";
      hash.update(line.getBytes(StandardCharsets.UTF_8));
    });
    return Digest.finish("sha256", hash);
  }

  private static String content(SourceTree source, ImagePath path, Entry entry) {
    return switch (entry) {
      case Entry.RegularFile file -> source.digest(path, file).toString();
      case Entry.Symlink link -> "link " + link.target();
      case Entry.Directory _ -> "folder";
      case Entry.Device _ -> "device";
      case Entry.Fifo _ -> "fifo";
    };
  }

  /**
   * The same after a change, as a copy: the user's files stay as they are.
   *
   * @param folder an empty one for it
   * @param digests where digests of files are remembered
   */
  CellContext changed(Change change, Path folder, Path digests) throws IOException, CellFailure {
    Path from =
        opened
            .tree()
            .folder()
            .map(Path::of)
            .orElseThrow(
                () -> new CellFailure("change", "the context is no folder of this machine"));
    List<ImagePath> paths = new ArrayList<>();
    opened.tree().tree().walk(ImagePath.ROOT, (path, _) -> paths.add(path));
    for (ImagePath path : paths) {
      if (!path.equals(ImagePath.ROOT)) {
        String relative = path.toString().substring(1);
        Files.copy(
            from.resolve(relative),
            folder.resolve(relative),
            StandardCopyOption.COPY_ATTRIBUTES,
            LinkOption.NOFOLLOW_LINKS);
      }
    }
    Path file = changedFile(folder.toRealPath(), change);
    Files.writeString(file, change.append(), StandardOpenOption.APPEND);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    return new CellContext(
        new BuildContexts.Opened(
            opened.dockerfile(), BuildContext.of(folder, IgnorePatterns.NONE, digests)));
  }

  /** The file in the copy; a link on the way to it would lead out of the copy. */
  private static Path changedFile(Path copy, Change change) throws IOException, CellFailure {
    Path file = copy.resolve(change.file()).normalize();
    if (!file.startsWith(copy)
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !file.toRealPath().equals(file)) {
      throw new CellFailure(
          "change", "the context has no file " + change.file() + " that is reached without links");
    }
    return file;
  }
}
