package dev.kobako.testkit;

import dev.kobako.testkit.RegistryContents.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A registry in memory, on a loopback port, that behaves until a rule makes it misbehave: {@code
 * registry.on("GET", "/v2/app/blobs/.+").once().truncateAfter(1000)}.
 *
 * <p>As it behaves, it serves the OCI distribution specification 1.1; it refuses manifests whose
 * parts it lacks. It is open to all: a rule with {@link Misbehaviour#unless} asks for credentials.
 */
public final class MisbehavingRegistry implements AutoCloseable {
  private final RegistryContents contents = new RegistryContents();
  private final MisbehavingServer server;
  private volatile RegistryProtocol.Settings settings =
      new RegistryProtocol.Settings(true, Integer.MAX_VALUE);

  private MisbehavingRegistry(@Nullable SSLContext tls) {
    RegistryProtocol protocol = new RegistryProtocol(contents, () -> settings);
    server =
        tls == null ? MisbehavingServer.start(protocol) : MisbehavingServer.startTls(tls, protocol);
  }

  /** An empty one over plain HTTP. */
  public static MisbehavingRegistry start() {
    return new MisbehavingRegistry(null);
  }

  /** An empty one over TLS that shows the context's identity. */
  public static MisbehavingRegistry startTls(SSLContext tls) {
    return new MisbehavingRegistry(tls);
  }

  /** What it is reached by, and records: see {@link MisbehavingServer}. */
  public MisbehavingServer server() {
    return server;
  }

  /** Host and port, as they stand in an image reference. */
  public String address() {
    return server.address();
  }

  /** The root of its API without {@code /v2/}. */
  public String url() {
    return server.url();
  }

  /** A new rule: {@link MisbehavingServer#on}. */
  public Misbehaviour on(String method, String path) {
    return server.on(method, path);
  }

  /** The requests so far for a method ({@code *}: any) and a path (a regular expression). */
  public List<ReceivedRequest> requests(String method, String path) {
    return server.requests(method, path);
  }

  /** All requests so far. */
  public List<ReceivedRequest> requests() {
    return server.requests();
  }

  /** From now on it doesn't know the referrers API, like registries before version 1.1. */
  public void withoutReferrers() {
    settings = new RegistryProtocol.Settings(false, settings.pageSize());
  }

  /** From now on an answer lists at most that many tags. */
  public void pageSize(int tags) {
    settings = new RegistryProtocol.Settings(settings.referrers(), tags);
  }

  /** Puts a blob; its digest. */
  public String putBlob(String repository, byte[] bytes) {
    String digest = RegistryContents.digest(bytes);
    contents.putBlob(repository, digest, bytes.clone());
    return digest;
  }

  /** Puts a manifest, unchecked, under a tag (or digest); its digest. */
  public String putManifest(String repository, String tag, String mediaType, byte[] bytes) {
    return contents.putManifest(repository, tag, mediaType, bytes.clone()).digest();
  }

  /** Puts a manifest of JSON, unchecked, under a tag (or digest); its digest. */
  public String putManifest(String repository, String tag, String mediaType, String json) {
    return putManifest(repository, tag, mediaType, json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Puts an OCI image for linux/amd64: its layers as they are, a config that names them, and its
   * manifest, whose digest this is.
   *
   * @param layers each layer's bytes, an uncompressed tar
   */
  public String putImage(String repository, String tag, byte[]... layers) {
    return putManifest(
        repository,
        tag,
        "application/vnd.oci.image.manifest.v1+json",
        ImageJson.put(bytes -> putBlob(repository, bytes), List.of(layers)));
  }

  /** A blob's bytes. */
  public Optional<byte[]> blob(String repository, String digest) {
    return contents.blob(repository, digest).map(byte[]::clone);
  }

  /** The bytes of a manifest, by tag or digest. */
  public Optional<byte[]> manifest(String repository, String reference) {
    return contents.manifest(repository, reference).map(Manifest::bytes).map(byte[]::clone);
  }

  /** The tags of a repository. */
  public SortedSet<String> tags(String repository) {
    return contents.tags(repository);
  }

  /** How many uploads were begun and neither finished nor cancelled. */
  public int openUploads() {
    return contents.openUploads();
  }

  /** Ends all connections; what it held is gone. */
  @Override
  public void close() {
    server.close();
  }
}
