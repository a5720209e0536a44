package dev.kobako.registry;

import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.Index;
import dev.kobako.image.Json;
import dev.kobako.image.JsonObject;
import dev.kobako.image.MediaType;
import dev.kobako.image.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What belongs to an image without being part of it: SBOMs, signatures. Asked for by the referrers
 * API of the distribution specification; with registries that don't have it, kept in an index under
 * a tag that is made of the image's digest ("referrers tag schema").
 *
 * @param place for messages
 */
record Referrers(Exchanges exchanges, Caller target, String place) {
  /** All that refers to an image, in the registry's order. */
  List<Descriptor> of(Digest subject) {
    Call call =
        target
            .call(place, "GET", "referrers/" + subject, Scope.pull(target.endpoint().path()))
            .with("Accept", MediaType.OCI_INDEX);
    List<Descriptor> all = new ArrayList<>();
    Pages pages = new Pages(target, call);
    while (pages.hasNext()) {
      Answer answer = pages.next();
      if (answer.status() == 404 || answer.status() == 405) {
        return fallback(subject);
      }
      if (answer.status() != 200) {
        throw target.refusal(pages.call(), answer);
      }
      all.addAll(Index.parse(place + ": referrers", answer.body()).manifests());
    }
    return List.copyOf(all);
  }

  /**
   * Adds a manifest to its subject's tag, if it has a subject, for a registry that did not say that
   * it keeps account itself. Two who do this at the same time can lose one of the two; the
   * specification knows no remedy.
   */
  void remember(Descriptor descriptor, byte[] manifest) {
    JsonObject json = Json.object(place + ": manifest", manifest);
    Optional<Digest> subject =
        json.object("subject").map(some -> Digest.parse(some.requiredText("digest")));
    if (subject.isEmpty()) {
      return;
    }
    SortedMap<String, String> annotations = json.textMap("annotations");
    Optional<String> type =
        json.text("artifactType")
            .or(() -> json.object("config").flatMap(config -> config.text("mediaType")));
    Descriptor entry =
        new Descriptor(
            descriptor.mediaType(),
            descriptor.digest(),
            descriptor.size(),
            annotations,
            Optional.empty(),
            type);
    List<Descriptor> entries = new ArrayList<>(fallback(subject.get()));
    if (entries.stream().noneMatch(known -> known.digest().equals(entry.digest()))) {
      entries.add(entry);
      store(subject.get(), entries);
    }
  }

  private void store(Digest subject, List<Descriptor> entries) {
    byte[] bytes = new Index(entries).bytes();
    new Push(exchanges, target, place, Progress.NONE)
        .manifest(
            Descriptor.of(MediaType.OCI_INDEX, bytes),
            bytes,
            tag(subject),
            Scope.push(target.endpoint().path()));
  }

  private List<Descriptor> fallback(Digest subject) {
    Manifests manifests = new Manifests(target, place);
    if (manifests.resolve(tag(subject)).isEmpty()) {
      return List.of();
    }
    FetchedManifest found = manifests.fetch(tag(subject), Optional.empty());
    return MediaType.isIndex(found.descriptor().mediaType())
        ? Index.parse(place + ": referrers", found.bytes()).manifests()
        : List.of();
  }

  /** {@code sha256-0a1b…}, at most 128 letters. */
  private static String tag(Digest subject) {
    String tag = subject.algorithm() + "-" + subject.hex();
    return tag.length() <= 128 ? tag : tag.substring(0, 128);
  }
}
