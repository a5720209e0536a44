package dev.kobako.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a registry in memory holds. All its methods hold its lock, so that one call is one step. */
final class RegistryContents {
  private final Map<String, Repository> repositories = new TreeMap<>();
  private final Map<String, ByteArrayOutputStream> uploads = new TreeMap<>();
  private int uploadsSoFar;

  /** Bytes that are shared, never changed. */
  @SuppressWarnings("ArrayRecordComponent") // a value within this class and its protocol
  record Manifest(String mediaType, String digest, byte[] bytes) {}

  private static final class Repository {
    final SortedMap<String, byte[]> blobs = new TreeMap<>();
    final SortedMap<String, Manifest> manifests = new TreeMap<>();
    final SortedMap<String, String> tags = new TreeMap<>();
  }

  static String digest(byte[] bytes) {
    return digest("SHA-256", bytes);
  }

  /** Whether bytes have that digest, of SHA-256 or SHA-512. */
  static boolean matches(String digest, byte[] bytes) {
    return digest.equals(digest(digest.startsWith("sha512:") ? "SHA-512" : "SHA-256", bytes));
  }

  private static String digest(String algorithm, byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance(algorithm).digest(bytes);
      return (algorithm.equals("SHA-512") ? "sha512:" : "sha256:") + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  synchronized boolean has(String repository) {
    return repositories.containsKey(repository);
  }

  synchronized Optional<byte[]> blob(String repository, String digest) {
    return find(repository).map(found -> found.blobs.get(digest));
  }

  synchronized void putBlob(String repository, String digest, byte[] bytes) {
    make(repository).blobs.put(digest, bytes);
  }

  synchronized boolean deleteBlob(String repository, String digest) {
    return find(repository).map(found -> found.blobs.remove(digest)).isPresent();
  }

  /** Makes another repository's blob one of this too; whether it was there. */
  synchronized boolean mount(String repository, String digest, String from) {
    Optional<byte[]> bytes = blob(from, digest);
    bytes.ifPresent(there -> putBlob(repository, digest, there));
    return bytes.isPresent();
  }

  /** By tag or digest. */
  synchronized Optional<Manifest> manifest(String repository, String reference) {
    return find(repository)
        .map(found -> found.manifests.get(found.tags.getOrDefault(reference, reference)));
  }

  /** The digest of the first part of a manifest that the repository lacks. */
  synchronized Optional<String> lacks(String repository, Map<?, ?> manifest) {
    Stream<?> blobs =
        Stream.concat(
            Stream.ofNullable(manifest.get("config")), Json.list(manifest, "layers").stream());
    Stream<String> lackingBlobs =
        blobs
            .filter(part -> !(part instanceof Map<?, ?> map && map.containsKey("urls")))
            .map(part -> Json.string(part, "digest"))
            .filter(digest -> blob(repository, digest).isEmpty());
    Stream<String> lackingManifests =
        Json.list(manifest, "manifests").stream()
            .map(part -> Json.string(part, "digest"))
            .filter(digest -> manifest(repository, digest).isEmpty());
    return Stream.concat(lackingBlobs, lackingManifests).findFirst();
  }

  /** Under its digest, and as the tag unless that is a digest. */
  synchronized Manifest putManifest(
      String repository, String reference, String mediaType, byte[] bytes) {
    Repository into = make(repository);
    String digest = reference.contains(":") ? reference : digest(bytes);
    Manifest manifest = new Manifest(mediaType, digest, bytes);
    into.manifests.put(digest, manifest);
    if (!reference.contains(":")) {
      into.tags.put(reference, digest);
    }
    return manifest;
  }

  /** A tag, or a manifest with all its tags. */
  synchronized boolean deleteManifest(String repository, String reference) {
    Repository found = repositories.get(repository);
    if (found == null) {
      return false;
    }
    if (found.tags.remove(reference) != null) {
      return true;
    }
    found.tags.values().removeIf(reference::equals);
    return found.manifests.remove(reference) != null;
  }

  synchronized SortedSet<String> tags(String repository) {
    return find(repository)
        .map(found -> new TreeSet<>(found.tags.keySet()))
        .orElseGet(TreeSet::new);
  }

  /** Those whose {@code subject} has that digest, in the order of their own digests. */
  synchronized List<Manifest> referrers(String repository, String digest) {
    return find(repository).stream()
        .flatMap(found -> found.manifests.values().stream())
        .filter(each -> Json.string(object(each).get("subject"), "digest").equals(digest))
        .toList();
  }

  /** A manifest's JSON; nothing where it isn't JSON. */
  static Map<?, ?> object(Manifest manifest) {
    try {
      return Json.object(new String(manifest.bytes(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Map.of();
    }
  }

  synchronized String startUpload(String repository) {
    make(repository);
    String id = "upload-" + ++uploadsSoFar;
    uploads.put(id, new ByteArrayOutputStream());
    return id;
  }

  synchronized Optional<Integer> uploaded(String id) {
    return Optional.ofNullable(uploads.get(id)).map(ByteArrayOutputStream::size);
  }

  synchronized void append(String id, byte[] bytes, int length) {
    ByteArrayOutputStream upload = uploads.get(id);
    if (upload != null) {
      upload.write(bytes, 0, length);
    }
  }

  /** What was uploaded; the upload is over. */
  synchronized Optional<byte[]> endUpload(String id) {
    return Optional.ofNullable(uploads.remove(id)).map(ByteArrayOutputStream::toByteArray);
  }

  synchronized int openUploads() {
    return uploads.size();
  }

  private Optional<Repository> find(String repository) {
    return Optional.ofNullable(repositories.get(repository));
  }

  private Repository make(String repository) {
    return repositories.computeIfAbsent(repository, _ -> new Repository());
  }
}
