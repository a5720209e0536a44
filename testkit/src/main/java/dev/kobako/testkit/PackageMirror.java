package dev.kobako.testkit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A {@link PackageArchive} on a loopback port, which misbehaves where a rule says so. It knows
 * conditional requests (by ETag) and ranges to the end, as mirrors do.
 */
public final class PackageMirror implements AutoCloseable {
  private static final String ROOT = "/debian/";

  private final MisbehavingServer server;
  private final Map<String, byte[]> files;

  private PackageMirror(PackageArchive archive, @Nullable SSLContext tls) {
    files = archive.files();
    server =
        tls == null
            ? MisbehavingServer.start(this::answer)
            : MisbehavingServer.startTls(tls, this::answer);
  }

  /** Serves over plain HTTP. */
  public static PackageMirror start(PackageArchive archive) {
    return new PackageMirror(archive, null);
  }

  /** Serves over TLS. */
  public static PackageMirror startTls(PackageArchive archive, SSLContext tls) {
    return new PackageMirror(archive, tls);
  }

  /** The URL of the archive's root, without a slash at its end. */
  public String url() {
    return server.url() + ROOT.substring(0, ROOT.length() - 1);
  }

  /** Host and port. */
  public String address() {
    return server.address();
  }

  /**
   * A new rule for GET.
   *
   * @param path a regular expression for the path under the archive's root
   */
  public Misbehaviour on(String path) {
    return server.on("GET", ROOT + path);
  }

  /** Behaves from now on, until there are new rules. */
  public void behave() {
    server.behave();
  }

  /** The requests so far for paths under the archive's root that match. */
  public List<ReceivedRequest> requests(String path) {
    return server.requests("GET", ROOT + path);
  }

  /** Forgets the requests so far. */
  public void forgetRequests() {
    server.forgetRequests();
  }

  /** How many connections clients have made so far. */
  public int connections() {
    return server.connections();
  }

  private Answer answer(ReceivedRequest request) {
    byte[] bytes =
        request.path().startsWith(ROOT) ? files.get(request.path().substring(ROOT.length())) : null;
    if (bytes == null) {
      return Answer.of(404).text("Not Found");
    }
    String etag = '"' + PackageArchive.sha256(bytes).substring(0, 16) + '"';
    if (request.header("If-None-Match").filter(etag::equals).isPresent()) {
      return Answer.of(304).with("ETag", etag);
    }
    Answer found = Answer.of(200).with("ETag", etag).with("Accept-Ranges", "bytes");
    Optional<Integer> from = request.header("Range").map(PackageMirror::start);
    if (from.isEmpty()) {
      return found.body(Answer.Body.of(bytes, 0, bytes.length));
    }
    if (from.get() >= bytes.length) {
      return Answer.of(416).with("Content-Range", "bytes */" + bytes.length);
    }
    String range = "bytes %d-%d/%d".formatted(from.get(), bytes.length - 1, bytes.length);
    return new Answer(206, found.headers(), Answer.Body.of(bytes, from.get(), bytes.length))
        .with("Content-Range", range);
  }

  private static int start(String range) {
    return Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
  }

  @Override
  public void close() {
    server.close();
  }
}
