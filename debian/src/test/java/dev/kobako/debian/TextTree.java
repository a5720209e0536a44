package dev.kobako.debian;

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
    ImagePath place = ImagePath.of(path);
    place.parent().ifPresent(this::addFolder);
    entries.put(place, entry);
    return this;
  }

  private void addFolder(ImagePath folder) {
    folder.parent().ifPresent(this::addFolder);
    entries.putIfAbsent(folder, new Entry.Directory(Attributes.of(0755)));
  }

  TextTree file(String path, String text) {
    return file(path, Content.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  TextTree file(String path, Content content) {
    return with(path, new Entry.RegularFile(Attributes.of(0644), content, 0));
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
