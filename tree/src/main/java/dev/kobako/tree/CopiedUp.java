package dev.kobako.tree;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Files of a layer that are there only because overlayfs copied them up when they got a further
 * name. In the container the new name is a link to the copy; in what BuildKit ships the copy is
 * left out, so that the file below keeps its own links, and the new name stands alone.
 */
public final class CopiedUp {
  private static final String PLACE = "changes of a container";

  private CopiedUp() {}

  /**
   * The copies by their names as the tar writes them.
   *
   * @param tar of the layer, uncompressed
   * @param below asked for only where the layer has links
   */
  public static SortedMap<String, Entry.RegularFile> in(Content tar, Supplier<? extends Tree> below)
      throws IOException {
    Map<String, Entry.RegularFile> files = new HashMap<>();
    SortedMap<String, Entry.RegularFile> linked = new TreeMap<>();
    try (TarReader reader = new TarReader(tar, PLACE)) {
      for (Optional<TarMember> next = reader.next(); next.isPresent(); next = reader.next()) {
        TarMember member = next.get();
        switch (member.item()) {
          case TarMember.Item.Placed(Entry.RegularFile file) -> files.put(member.name(), file);
          case TarMember.Item.Placed _ -> {}
          case TarMember.Item.HardLink(String target, _) -> {
            Entry.RegularFile file = files.get(target);
            if (file != null) {
              linked.put(target, file);
            }
          }
        }
      }
    }
    if (!linked.isEmpty()) {
      Tree tree = below.get();
      Collection<Map.Entry<String, Entry.RegularFile>> each = linked.entrySet();
      for (var iterator = each.iterator(); iterator.hasNext(); ) {
        Map.Entry<String, Entry.RegularFile> one = iterator.next();
        if (!isSame(one.getValue(), tree.entry(ImagePath.of("/" + one.getKey())))) {
          iterator.remove();
        }
      }
    }
    return linked;
  }

  private static boolean isSame(Entry.RegularFile file, Optional<Entry> below) throws IOException {
    if (!(below.orElse(null) instanceof Entry.RegularFile old)
        || !OverlayChanges.layers(old.attributes()).equals(file.attributes())
        || old.content().size() != file.content().size()) {
      return false;
    }
    try (InputStream one = old.content().open();
        InputStream two = file.content().open()) {
      return Digest.sha256(one).equals(Digest.sha256(two));
    }
  }

  /**
   * Writes the layer without them; the stream is left open.
   *
   * @param copies what {@link #in} has found in this tar
   */
  public static void leaveOut(
      Content tar, SortedMap<String, Entry.RegularFile> copies, OutputStream stream)
      throws IOException {
    TarOutput out = new TarOutput(stream, TarOptions.keepTimes());
    Map<String, String> newNames = new HashMap<>();
    try (TarReader reader = new TarReader(tar, PLACE)) {
      for (Optional<TarMember> next = reader.next(); next.isPresent(); next = reader.next()) {
        TarMember member = next.get();
        String name = member.name();
        switch (member.item()) {
          case TarMember.Item.Placed(Entry entry) -> {
            if (!copies.containsKey(name)) {
              out.entry(name, entry);
            }
          }
          case TarMember.Item.HardLink(String target, Attributes attributes) -> {
            Entry.RegularFile copy = copies.get(target);
            String first = copy == null ? target : newNames.putIfAbsent(target, name);
            if (copy != null && first == null) {
              out.entry(name, copy);
            } else {
              out.header(name, attributes, new TarOutput.Kind('1', String.valueOf(first), 0, 0, 0));
            }
          }
        }
      }
    }
    out.end();
  }
}
