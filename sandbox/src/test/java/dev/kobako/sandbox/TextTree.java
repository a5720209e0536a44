package dev.kobako.sandbox;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A small tree in memory for tests. */
final class TextTree implements Tree {
  private final TreeMap<ImagePath, Entry> entries = new TreeMap<>();

  TextTree() {
    entries.put(ImagePath.ROOT, new Entry.Directory(Attributes.of(0755)));
  }

  TextTree with(String path, Entry entry) {
    entries.put(ImagePath.of(path), entry);
    return this;
  }

  TextTree directory(String path, int mode) {
    return with(path, new Entry.Directory(Attributes.of(mode)));
  }

  TextTree file(String path, int mode, long inode, String text) {
    Content content = Content.of(text.getBytes(StandardCharsets.UTF_8));
    return with(path, new Entry.RegularFile(Attributes.of(mode), content, inode));
  }

  TextTree link(String path, String target) {
    return with(path, new Entry.Symlink(Attributes.of(0777), target));
  }

  @Override
  public Optional<Entry> entry(ImagePath path) {
    return Optional.ofNullable(entries.get(path));
  }

  @Override
  public List<String> names(ImagePath directory) {
    return entries.keySet().stream()
        .filter(path -> path.parent().equals(Optional.of(directory)))
        .map(ImagePath::name)
        .toList();
  }
}
