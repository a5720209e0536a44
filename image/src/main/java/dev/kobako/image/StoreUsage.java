package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/** Counts what the images of a layout take: {@link ImageUsage}. */
final class StoreUsage {
  private static final int MAX_NESTING = 8;

  private final LayoutFolder layout;
  private final LayoutReader reader;
  private final Map<Digest, Integer> users = new HashMap<>();

  private StoreUsage(LayoutFolder layout) {
    this.layout = layout;
    this.reader = new LayoutReader(layout);
  }

  /** The images, each once, in the order of their first entry. */
  static List<ImageUsage> of(LayoutFolder layout) {
    return new StoreUsage(layout).all();
  }

  private List<ImageUsage> all() {
    SequencedMap<Digest, List<Descriptor>> images = new LinkedHashMap<>();
    Index index = reader.index();
    Attached attached = Attached.of(layout, index);
    for (Descriptor entry : index.manifests()) {
      if (attached.contains(entry)) {
        continue;
      }
      images.computeIfAbsent(entry.digest(), _ -> new ArrayList<>()).add(entry);
    }
    List<Reach> reaches = new ArrayList<>();
    for (List<Descriptor> entries : images.values()) {
      Reach reach = Reach.known(layout, List.of(entries.getFirst()));
      reach.blobs().keySet().forEach(digest -> users.merge(digest, 1, Integer::sum));
      reaches.add(reach);
    }
    List<ImageUsage> usages = new ArrayList<>();
    for (List<Descriptor> entries : images.values()) {
      usages.add(usage(entries, reaches.get(usages.size())));
    }
    return usages;
  }

  private ImageUsage usage(List<Descriptor> entries, Reach reach) {
    long all = 0;
    long own = 0;
    for (Map.Entry<Digest, Long> blob : reach.blobs().entrySet()) {
      all += blob.getValue();
      own += users.getOrDefault(blob.getKey(), 0) == 1 ? blob.getValue() : 0;
    }
    Found found = new Found();
    look(entries.getFirst(), 0, found);
    return new ImageUsage(
        entries.stream().flatMap(entry -> LayoutReader.names(entry).stream()).toList(),
        entries.getFirst(),
        found.platforms,
        found.missing,
        found.created,
        all,
        own,
        found.complete);
  }

  /** What is found below one entry. */
  private static final class Found {
    final List<Platform> platforms = new ArrayList<>();
    final List<Platform> missing = new ArrayList<>();
    Optional<Instant> created = Optional.empty();
    boolean complete = true;
  }

  private void look(Descriptor descriptor, int depth, Found found) {
    if (Index.isAttestation(descriptor)) {
      return;
    }
    if (layout.file(LayoutFiles.blobName(descriptor.digest())).isEmpty()) {
      descriptor.platform().ifPresent(found.missing::add);
      found.complete = false;
      return;
    }
    try {
      if (!MediaType.isIndex(descriptor.mediaType())) {
        found(descriptor, found);
      } else if (depth < MAX_NESTING) {
        byte[] bytes = layout.smallBlob(descriptor, "index", Json.MAX_MANIFEST_BYTES);
        for (Descriptor part : Index.parse("index", bytes).manifests()) {
          look(part, depth + 1, found);
        }
      }
    } catch (KobakoException _) {
      found.complete = false;
    }
  }

  private void found(Descriptor descriptor, Found found) {
    Image image = reader.image(descriptor, Platform.host());
    found.platforms.add(descriptor.platform().orElse(image.config().platform()));
    found.created =
        Stream.concat(found.created.stream(), image.config().created().stream()).findFirst();
  }
}
