package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads an OCI image layout (image-layout.md), be it a folder or an archive. */
final class LayoutReader {
  /** The tag or name of an entry. */
  static final String REF_NAME = "org.opencontainers.image.ref.name";

  /** Where containerd and Docker put the complete name, and into the other one only the tag. */
  static final String CONTAINERD_NAME = "io.containerd.image.name";

  static final String VERSION_FILE = "oci-layout";
  static final String INDEX_FILE = "index.json";
  static final byte[] VERSION_BYTES = Json.bytes(java.util.Map.of("imageLayoutVersion", "1.0.0"));
  private static final int MAX_NESTING = 8;

  private final LayoutFiles files;

  LayoutReader(LayoutFiles files) {
    this.files = files;
  }

  /** The top index; checks the layout's version before. */
  Index index() {
    byte[] version =
        files
            .smallFile(VERSION_FILE, 64 * 1024)
            .orElseThrow(() ->
                finding("no OCI image layout: there is no oci-layout file", "check the path"));
    String number =
        Json.object(files.path() + ": oci-layout", version).requiredText("imageLayoutVersion");
    if (!number.equals("1.0.0")) {
      throw finding(
          "image layout version '" + number + "', expected 1.0.0",
          "write it again in the current layout");
    }
    byte[] index =
        files
            .smallFile(INDEX_FILE, Json.MAX_MANIFEST_BYTES)
            .orElseThrow(() -> finding("there is no index.json", "copy the layout again"));
    return Index.parse(files.path() + ": index.json", index);
  }

  List<StoredImage> list() {
    return index().manifests().stream().map(entry -> new StoredImage(names(entry), entry)).toList();
  }

  Image image(ImageSelector selector) {
    return image(entry(selector), selector.platform());
  }

  /** All that an entry refers to. */
  Artifact artifact(Descriptor entry) {
    return Artifact.read(files.path().toString(), entry, source());
  }

  Artifact artifact(ImageSelector selector) {
    return artifact(entry(selector));
  }

  private BlobSource source() {
    return new BlobSource() {
      @Override
      public byte[] manifest(Descriptor descriptor) {
        return files.smallBlob(descriptor, "manifest", Json.MAX_MANIFEST_BYTES);
      }

      @Override
      public Content blob(Descriptor descriptor) {
        return files.blob(descriptor);
      }
    };
  }

  /** The image of an entry, through indexes if need be. */
  Image image(Descriptor entry, Platform platform) {
    Descriptor current = entry;
    for (int depth = 0; MediaType.isIndex(current.mediaType()); depth++) {
      if (depth == MAX_NESTING) {
        throw finding(
            "indexes in indexes, more than " + MAX_NESTING + " deep", "name the inner image");
      }
      byte[] bytes = files.smallBlob(current, "index", Json.MAX_MANIFEST_BYTES);
      String place = files.path() + ": index " + current.digest();
      Index index = Index.parse(place, bytes);
      current = index.choose(place, platform);
      requireThere(place, index, current);
    }
    if (!MediaType.isManifest(current.mediaType())) {
      throw finding(
          "the entry "
              + current.digest()
              + " has media type '"
              + current.mediaType()
              + "', expected a manifest or an index",
          "name an entry that is an image");
    }
    byte[] bytes = files.smallBlob(current, "manifest", Json.MAX_MANIFEST_BYTES);
    String place = files.path() + ": image " + current.digest();
    Manifest manifest = Manifest.parse(place, current, bytes);
    byte[] config = files.smallBlob(manifest.config(), "config", Json.MAX_CONFIG_BYTES);
    return Image.of(place, current, bytes, config, files::blob);
  }

  /** An index may list more images than were copied with it. */
  private void requireThere(String place, Index index, Descriptor chosen) {
    if (isThere(chosen)) {
      return;
    }
    String others = Index.platforms(index.manifests().stream().filter(this::isThere));
    throw KobakoException.finding(
        Diagnostic.of(
            place,
            "lists the image "
                + chosen.digest()
                + chosen.platform().map(platform -> " for " + platform).orElse("")
                + ", which is not here"
                + (others.isEmpty() ? "" : ", only " + others + " is"),
            "copy it again with this platform"));
  }

  private boolean isThere(Descriptor blob) {
    return files.file(LayoutFiles.blobName(blob.digest())).isPresent();
  }

  /** The entry of the top index that is meant. */
  Descriptor entry(ImageSelector selector) {
    Index index = index();
    List<Descriptor> found =
        selector.digest().isPresent()
            ? matching(index, entry -> selector.digest().equals(Optional.of(entry.digest())))
            : selector.name().map(name -> meant(index, name)).orElse(index.manifests());
    if (found.isEmpty()) {
      throw finding("does not hold " + selector, holds(index));
    }
    if (found.stream().map(Descriptor::digest).distinct().count() == 1) {
      return found.getFirst();
    }
    boolean sameNames = found.stream().map(LayoutReader::names).distinct().count() == 1;
    if (sameNames && found.stream().allMatch(entry -> entry.platform().isPresent())) {
      return new Index(found).choose(files.path().toString(), selector.platform());
    }
    throw finding(
        found.size()
            + " entries could be "
            + selector
            + ": "
            + found.stream().limit(5).map(LayoutReader::title).collect(Collectors.joining(", ")),
        "name one of them, by its tag if it has one of its own");
  }

  Optional<Descriptor> find(ImageReference reference) {
    ImageSelector selector = ImageSelector.of(reference);
    Index index = index();
    return selector
        .digest()
        .map(digest -> matching(index, entry -> entry.digest().equals(digest)))
        .orElseGet(() -> meant(index, reference.toString()))
        .stream()
        .findFirst();
  }

  /** Of that name; else those whose digest begins so. */
  private static List<Descriptor> meant(Index index, String name) {
    List<Descriptor> named = named(index, name);
    return named.isEmpty()
        ? ImageReference.digestStart(name)
            .map(start -> matching(index, entry -> entry.digest().hex().startsWith(start)))
            .orElse(named)
        : named;
  }

  static List<Descriptor> matching(Index index, Predicate<Descriptor> predicate) {
    return index.manifests().stream().filter(predicate).toList();
  }

  /** Exactly that name; else, what means the same as an image reference. */
  static List<Descriptor> named(Index index, String name) {
    List<Descriptor> exact = matching(index, entry -> names(entry).contains(name));
    return exact.isEmpty()
        ? matching(index, entry -> names(entry).stream().anyMatch(other -> same(other, name)))
        : exact;
  }

  /** Whether both are the same reference; a bare tag is none, though it looks like one. */
  private static boolean same(String entryName, String wanted) {
    if (entryName.indexOf('/') < 0 && entryName.indexOf(':') < 0) {
      return false;
    }
    try {
      return ImageReference.parse(entryName).equals(ImageReference.parse(wanted));
    } catch (KobakoException _) {
      return false;
    }
  }

  static List<String> names(Descriptor entry) {
    return java.util.stream.Stream.of(CONTAINERD_NAME, REF_NAME)
        .flatMap(key -> Optional.ofNullable(entry.annotations().get(key)).stream())
        .distinct()
        .toList();
  }

  static String title(Descriptor entry) {
    return names(entry).stream().findFirst().orElse("untagged") + " (" + entry.digest() + ")";
  }

  static String holds(Index index) {
    return index.manifests().isEmpty()
        ? "put an image into it first, it is empty"
        : "it holds "
            + index.manifests().stream()
                .limit(20)
                .map(entry -> names(entry).stream().findFirst().orElse(entry.digest().toString()))
                .collect(Collectors.joining(", "));
  }

  private KobakoException finding(String fact, String remedy) {
    return KobakoException.finding(Diagnostic.of(files.path().toString(), fact, remedy));
  }
}
