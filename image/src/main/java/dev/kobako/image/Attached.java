package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is attached to images of a layout: entries without a name, as other tools leave them too,
 * whose manifests name a subject. They live as long as that does.
 *
 * @param layout that holds them
 * @param bySubject all of them, by entry, with what they belong to
 */
record Attached(LayoutFiles layout, Map<Descriptor, Digest> bySubject) {
  static Attached of(LayoutFiles layout, Index index) {
    Map<Descriptor, Digest> found = new LinkedHashMap<>();
    for (Descriptor entry : index.manifests()) {
      subject(layout, entry).ifPresent(subject -> found.put(entry, subject));
    }
    return new Attached(layout, found);
  }

  /** What a nameless entry belongs to; empty for images, and where that can't be read. */
  private static Optional<Digest> subject(LayoutFiles layout, Descriptor entry) {
    if (entry.artifactType().isEmpty() || !LayoutReader.names(entry).isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = layout.smallBlob(entry, "manifest", Json.MAX_MANIFEST_BYTES);
      return Json.object(layout.path() + ": manifest " + entry.digest(), bytes)
          .object("subject")
          .map(subject -> Digest.parse(subject.requiredText("digest")));
    } catch (KobakoException _) {
      return Optional.empty();
    }
  }

  /** Whether an entry is no image of its own. */
  boolean contains(Descriptor entry) {
    return bySubject.containsKey(entry);
  }

  /** What is attached to one image, in the layout's order. */
  List<Descriptor> to(Digest subject) {
    return bySubject.entrySet().stream()
        .filter(each -> each.getValue().equals(subject))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The entries that stay when those whose subject nothing leads to go. */
  List<Descriptor> living(List<Descriptor> entries) {
    if (bySubject.isEmpty()) {
      return entries;
    }
    List<Descriptor> images =
        entries.stream().filter(entry -> !bySubject.containsKey(entry)).toList();
    Set<Digest> reached = Reach.known(layout, images).blobs().keySet();
    List<Descriptor> living = new ArrayList<>(entries);
    living.removeIf(entry -> {
      Digest subject = bySubject.get(entry);
      return subject != null && !reached.contains(subject);
    });
    return living;
  }

  /** The index with one more entry, which has no name. */
  static Index with(Index index, Descriptor entry) {
    List<Descriptor> entries = new ArrayList<>(index.manifests());
    entries.removeIf(
        other -> other.digest().equals(entry.digest()) && LayoutReader.names(other).isEmpty());
    entries.add(entry);
    return new Index(entries);
  }

  /** The index without what is attached to nothing. */
  static Index withoutOrphans(LayoutFiles layout, Index index) {
    return new Index(of(layout, index).living(index.manifests()));
  }
}
