package dev.kobako.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kobako.image.Digest;
import dev.kobako.testkit.Answer;
import dev.kobako.testkit.MisbehavingServer;
import dev.kobako.testkit.ReceivedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * A registry that has one image, {@code app:1}, whose only layer is made while it is sent, and
 * which keeps only the digests of what it is sent.
 */
final class LargeLayerRegistry implements MisbehavingServer.Handler {
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final long size;
  private final String digest;
  private final byte[] config;
  private final byte[] manifest;
  private final Map<String, Set<String>> received = new ConcurrentHashMap<>();

  /**
   * A registry.
   *
   * @param size of the layer in bytes
   */
  LargeLayerRegistry(long size) {
    this.size = size;
    this.digest = digest(out -> Answer.Body.spaces(size).writeTo(out));
    this.config =
        """
        {"architecture":"amd64","os":"linux","config":{},\
        "rootfs":{"type":"layers","diff_ids":["%s"]}}\
        """
            .formatted(digest)
            .getBytes(UTF_8);
    this.manifest =
        """
        {"schemaVersion":2,"mediaType":"%s","config":\
        {"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},\
        "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}\
        """
            .formatted(MANIFEST, Digest.sha256(config), config.length, digest, size)
            .getBytes(UTF_8);
  }

  /** Of the layer. */
  String digest() {
    return digest;
  }

  /** The digests of all that was uploaded to a repository, as its bytes are. */
  Set<String> received(String repository) {
    return received.computeIfAbsent(repository, _ -> new ConcurrentSkipListSet<>());
  }

  @Override
  public Answer answer(ReceivedRequest request) throws IOException {
    String[] path = request.path().split("/", -1);
    return switch (request.method()) {
      case "GET", "HEAD" -> content(path);
      case "POST" -> Answer.of(202).with("Location", request.path() + "upload");
      default -> {
        InputStream body = request.body();
        received(path[2]).add(digest(body::transferTo));
        yield Answer.of(201);
      }
    };
  }

  private Answer content(String[] path) {
    if (path.length == 3) {
      return Answer.json(200, "{}");
    }
    if (!path[2].equals("app")) {
      return Answer.of(404);
    }
    if (path[3].equals("manifests")) {
      return Answer.of(200)
          .with("Content-Type", MANIFEST)
          .body(Answer.Body.of(manifest, 0, manifest.length));
    }
    return Answer.of(200)
        .body(
            path[4].equals(digest)
                ? Answer.Body.spaces(size)
                : Answer.Body.of(config, 0, config.length));
  }

  private interface Source {
    void writeTo(OutputStream out) throws IOException;
  }

  private static String digest(Source source) {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      source.writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), hash));
      return "sha256:" + java.util.HexFormat.of().formatHex(hash.digest());
    } catch (IOException | java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
