package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A list of manifests: image-index.md of the OCI image specification, and Docker's manifest list.
 *
 * @param manifests in their own order
 */
public record Index(List<Descriptor> manifests) {
  /** BuildKit's note of what a manifest is to another one in the same index. */
  static final String REFERENCE_TYPE = "vnd.docker.reference.type";

  /** More entries than any known index has by far. */
  static final int MAX_MANIFESTS = 10_000;

  public Index {
    manifests = List.copyOf(manifests);
  }

  /**
   * Reads an index.
   *
   * @param place what it belongs to, for messages
   */
  public static Index parse(String place, byte[] bytes) {
    JsonObject json = Json.object(place, bytes);
    if (!json.has("manifests")) {
      throw json.finding("no 'manifests', expected the list of an image index");
    }
    List<Descriptor> all = json.objects("manifests").stream().map(Descriptor::of).toList();
    if (all.size() > MAX_MANIFESTS) {
      throw json.finding(all.size() + " manifests, at most " + MAX_MANIFESTS + " are read");
    }
    return new Index(all);
  }

  /**
   * The manifest (or index) for a platform: the first of the best match. An entry without a
   * platform is taken where none matches and it is the only one.
   *
   * @throws KobakoException a finding, naming the platforms there are
   */
  public Descriptor choose(String place, Platform wanted) {
    List<Descriptor> images = images();
    for (Platform candidate : wanted.runnable()) {
      for (Descriptor entry : images) {
        if (entry.platform().filter(candidate::sameCpu).isPresent()) {
          return entry;
        }
      }
    }
    List<Descriptor> unspecific =
        images.stream().filter(entry -> entry.platform().isEmpty()).toList();
    if (unspecific.size() == 1) {
      return unspecific.getFirst();
    }
    String known = platforms(images.stream());
    throw KobakoException.finding(
        known.isEmpty()
            ? Diagnostic.of(place, "no image for " + wanted + " in this index")
            : Diagnostic.of(
                place,
                "no image for " + wanted + ", there are " + known,
                "choose one of them with --platform"));
  }

  /** The platforms of some entries, for people: each once, not too many. */
  static String platforms(Stream<Descriptor> entries) {
    return entries
        .flatMap(entry -> entry.platform().stream())
        .map(Platform::toString)
        .distinct()
        .limit(20)
        .collect(Collectors.joining(", "));
  }

  /** The entries that are images, not proofs of where they come from. */
  public List<Descriptor> images() {
    return manifests.stream().filter(entry -> !isAttestation(entry)).toList();
  }

  /** The bytes of an index with other entries; everything else that it says stays. */
  static byte[] with(String place, byte[] index, List<Descriptor> entries) {
    Map<String, Object> json = new LinkedHashMap<>();
    Json.object(place, index).members().forEach((name, value) -> json.put(name.toString(), value));
    json.put("manifests", entries.stream().map(Descriptor::toJson).toList());
    return Json.bytes(json);
  }

  /** BuildKit puts its proofs of origin into indexes as manifests for an unknown platform. */
  static boolean isAttestation(Descriptor entry) {
    return entry.annotations().containsKey(REFERENCE_TYPE);
  }

  /** The bytes of this index. */
  public byte[] bytes() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schemaVersion", 2);
    json.put("mediaType", MediaType.OCI_INDEX);
    json.put("manifests", manifests.stream().map(Descriptor::toJson).toList());
    return Json.bytes(json);
  }
}
