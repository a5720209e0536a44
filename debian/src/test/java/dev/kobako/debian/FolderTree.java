package dev.kobako.debian;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The host's own files as a tree, for tests; paths through links are not refused. */
final class FolderTree implements Tree {
  @Override
  public Optional<Entry> entry(ImagePath path) {
    Path file = Path.of(path.toString());
    try {
      BasicFileAttributes seen =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Attributes attributes = Attributes.of(0);
      if (seen.isSymbolicLink()) {
        return Optional.of(new Entry.Symlink(attributes, Files.readSymbolicLink(file).toString()));
      }
      return Optional.of(
          seen.isDirectory()
              ? new Entry.Directory(attributes)
              : new Entry.RegularFile(attributes, Content.of(file, seen.size()), 0));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> names(ImagePath directory) {
    try (Stream<Path> entries = Files.list(Path.of(directory.toString()))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
