package dev.kobako.tree;

import dev.kobako.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds the files that overlayfs has copied to its upper folder though nothing of them was changed:
 * by a chown to who owns them already, or by a further name. BuildKit leaves them out too.
 */
public final class OverlayUnchanged {
  private static final String BELOW = "below";
  private static final String UPPER = "upper";
  private static final String TAR = "copies of a container";

  private final Map<String, Before> before = new HashMap<>();
  private final Map<String, Before> after = new HashMap<>();
  private final Set<String> opaque = new HashSet<>();

  private record Before(Entry what, Optional<Digest> content) {}

  private OverlayUnchanged() {}

  /**
   * Reads a tar to its end.
   *
   * @param tar with files as they are in {@code below} and in {@code upper}, and the directories of
   *     {@code upper}
   * @param lower what the layers below have in the place of these directories
   * @return names without slashes around them
   * @throws dev.kobako.diagnostic.KobakoException a finding, where the tar is not what it should be
   */
  public static SortedSet<String> names(InputStream tar, OverlayChanges.Lower lower)
      throws IOException {
    OverlayUnchanged files = new OverlayUnchanged();
    StreamedTar streamed = new StreamedTar(tar, TAR);
    try (TarReader reader = new TarReader(streamed, TAR)) {
      for (Optional<TarMember> next = reader.next(); next.isPresent(); next = reader.next()) {
        files.add(next.get());
      }
    }
    streamed.requireWhole();
    return files.same(lower);
  }

  private void add(TarMember member) throws IOException {
    MemberName path =
        MemberName.of(member.name(), TarLimits.DEFAULT, new TarPlace(TAR, member.offset()));
    if (path.names().size() < 2 || !(member.item() instanceof TarMember.Item.Placed(Entry entry))) {
      return;
    }
    List<String> names = path.names().subList(1, path.names().size());
    String name = String.join("/", names);
    switch (path.names().getFirst()) {
      case BELOW -> before.put(name, read(entry));
      case UPPER -> {
        if (OverlayTree.isOpaque(entry)) {
          opaque.add(name);
        }
        after.put(name, read(entry));
      }
      default -> {}
    }
  }

  private static Before read(Entry entry) throws IOException {
    Attributes attributes = OverlayChanges.layers(entry.attributes());
    if (!(entry instanceof Entry.RegularFile file)) {
      return new Before(entry.withAttributes(attributes), Optional.empty());
    }
    try (InputStream in = file.content().open()) {
      // The content is in its digest; the slice of a stream that has passed says nothing.
      Entry.Directory rest = new Entry.Directory(attributes);
      return new Before(rest, Optional.of(Digest.sha256(in)));
    }
  }

  private SortedSet<String> same(OverlayChanges.Lower lower) {
    SortedSet<String> same = new TreeSet<>();
    after.forEach((name, now) -> {
      if (now.equals(before.get(name)) && isSeenThrough(name, lower)) {
        same.add(name);
      }
    });
    return same;
  }

  /** Whether the file of the layers below is what would be seen, were there none above it. */
  private boolean isSeenThrough(String name, OverlayChanges.Lower lower) {
    int slash = name.lastIndexOf('/');
    while (slash > 0) {
      String directory = name.substring(0, slash);
      if (opaque.contains(directory) || !lower.directories().containsKey(directory)) {
        return false;
      }
      slash = directory.lastIndexOf('/');
    }
    return true;
  }
}
