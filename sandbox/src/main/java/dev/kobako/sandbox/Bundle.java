package dev.kobako.sandbox;

import static java.util.stream.Collectors.joining;

import dev.kobako.image.Content;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.PathBytes;
import dev.kobako.tree.TarOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;

/** The files that a {@link ContainerScript} has in memory, as the tar that it reads. */
final class Bundle implements ChildInput {
  private final TreeMap<ImagePath, Entry> entries = new TreeMap<>();
  private int layers;

  Bundle() {
    folder("e");
  }

  void folder(String name) {
    entries.put(ImagePath.of("/" + name), new Entry.Directory(Attributes.of(0755)));
  }

  void link(String name, Path target) {
    entries.put(
        ImagePath.of("/" + name), new Entry.Symlink(Attributes.of(0777), target.toString()));
  }

  void file(String name, Attributes attributes, byte[] content) {
    entries.put(
        ImagePath.of("/" + name), new Entry.RegularFile(attributes, Content.of(content), 0));
  }

  /**
   * What packing needs.
   *
   * @param changes the folder that overlayfs has written them to
   * @param unchanged the files to leave out
   */
  void toPack(Path changes, SortedSet<String> unchanged) {
    link("upper", changes);
    folder("below");
    String lines = unchanged.stream().map(each -> "./" + each + "\n").collect(joining());
    file("skip", Attributes.of(0600), PathBytes.encode(lines));
  }

  /**
   * Links to layers. overlayfs refuses a folder that is there twice; what a layer has counts where
   * it lies on top, since all that it says is said again there.
   *
   * @param unpacked the lowest first
   * @return what overlayfs is told of them, the lowest last; an empty folder where there are none
   */
  String lower(List<LayerFolders.Unpacked> unpacked) {
    if (unpacked.isEmpty()) {
      return "e";
    }
    StringBuilder all = new StringBuilder();
    for (LayerFolders.Unpacked each : new LinkedHashSet<>(unpacked.reversed())) {
      String name = Integer.toString(++layers, Character.MAX_RADIX);
      link("l" + name, each.folder());
      all.append(all.isEmpty() ? "l" : ":l").append(name);
    }
    return all.toString();
  }

  @Override
  public void writeTo(OutputStream stream) throws IOException {
    TarInput.write("sandbox", entries, TarOptions.keepTimes(), stream);
  }
}
