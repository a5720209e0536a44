package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What entries of a layout lead to, through indexes and manifests, as far as it is there: the parts
 * of a sparse index that are not there lead nowhere.
 *
 * @param blobs the size of each blob that is there
 * @param configs the configurations of images among them
 */
record Reach(SortedMap<Digest, Long> blobs, List<Descriptor> configs) {
  Reach {
    blobs = Collections.unmodifiableSortedMap(blobs);
    configs = List.copyOf(configs);
  }

  /**
   * All that entries lead to.
   *
   * @throws KobakoException a finding, where an index or manifest is damaged: then nobody knows
   *     what belongs to it
   */
  static Reach of(LayoutFiles layout, List<Descriptor> entries) {
    return new Walk(layout, true).from(entries);
  }

  /** What entries lead to as far as it can be known. */
  static Reach known(LayoutFiles layout, List<Descriptor> entries) {
    return new Walk(layout, false).from(entries);
  }

  /** The diff ids of all layers, as far as configurations can be read. */
  SortedSet<Digest> diffIds(LayoutFiles layout) {
    SortedSet<Digest> all = new TreeSet<>();
    for (Descriptor config : configs) {
      try {
        byte[] bytes = layout.smallBlob(config, "config", Json.MAX_CONFIG_BYTES);
        all.addAll(ImageConfig.parse(config.digest().toString(), bytes).diffIds());
      } catch (KobakoException _) {
        // what belongs to an image that can't run may be unpacked again
      }
    }
    return all;
  }

  private static final class Walk {
    private final LayoutFiles layout;
    private final boolean strict;
    private final SortedMap<Digest, Long> blobs = new TreeMap<>();
    private final List<Descriptor> configs = new ArrayList<>();
    private final Deque<Descriptor> manifests = new ArrayDeque<>();

    Walk(LayoutFiles layout, boolean strict) {
      this.layout = layout;
      this.strict = strict;
    }

    Reach from(List<Descriptor> entries) {
      entries.forEach(this::manifest);
      while (!manifests.isEmpty()) {
        Descriptor next = manifests.removeFirst();
        try {
          follow(next);
        } catch (KobakoException e) {
          if (strict && isManifest(next)) {
            throw explained(next, e);
          }
        }
      }
      return new Reach(blobs, configs);
    }

    private void manifest(Descriptor descriptor) {
      if (blob(descriptor)) {
        manifests.addLast(descriptor);
      }
    }

    /** Notes a blob; true if it is there and was not known before. */
    private boolean blob(Descriptor descriptor) {
      Digest digest = descriptor.digest();
      if (blobs.containsKey(digest)) {
        return false;
      }
      Optional<Content> content = layout.file(LayoutFiles.blobName(digest));
      content.ifPresent(there -> blobs.put(digest, there.size()));
      return content.isPresent();
    }

    /** By what it says and not by its type: what an unknown kind of manifest names stays, too. */
    private void follow(Descriptor descriptor) {
      if (!isManifest(descriptor) && descriptor.size() > Json.MAX_MANIFEST_BYTES) {
        return;
      }
      byte[] bytes = layout.smallBlob(descriptor, "manifest", Json.MAX_MANIFEST_BYTES);
      JsonObject json = Json.object(layout.path() + ": manifest " + descriptor.digest(), bytes);
      json.objects("manifests").forEach(each -> manifest(Descriptor.of(each)));
      json.objects("layers").forEach(each -> blob(Descriptor.of(each)));
      json.object("config").map(Descriptor::of).ifPresent(this::config);
    }

    private static boolean isManifest(Descriptor descriptor) {
      return MediaType.isIndex(descriptor.mediaType())
          || MediaType.isManifest(descriptor.mediaType());
    }

    private void config(Descriptor config) {
      blob(config);
      if (MediaType.isConfig(config.mediaType())) {
        configs.add(config);
      }
    }

    private static KobakoException explained(Descriptor damaged, KobakoException e) {
      return KobakoException.finding(
          Diagnostic.of(
              e.diagnostic().place(),
              e.diagnostic().fact(),
              "remove the image with 'kobako rmi " + damaged.digest() + "' and pull it again"));
    }
  }
}
