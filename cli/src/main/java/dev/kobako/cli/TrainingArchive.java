package dev.kobako.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.kobako.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.openpgp.PGPException;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * A package archive on a loopback port, for {@link Training} only: a signed release whose suite
 * {@code made} has {@code training} and what that depends on, packed as Debian packs.
 */
final class TrainingArchive implements AutoCloseable {
  private static final String DATE = "Sat, 11 Jul 2026 10:16:37 UTC";

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final String scheme;
  private final Path certificate;

  private TrainingArchive(HttpServer server, Path certificate) {
    this.server = server;
    this.scheme = server instanceof HttpsServer ? "https" : "http";
    this.certificate = certificate;
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Makes the archive and its key.
   *
   * @param folder for the certificate; an {@code authority.pem} in it gets into a package
   * @param server which it answers through, and stops when it is closed
   */
  static TrainingArchive in(Path folder, HttpServer server) throws IOException, PGPException {
    TrainingKey key = new TrainingKey(Instant.now().minusSeconds(60));
    Path certificate = Files.write(folder.resolve("archive.pgp"), key.certificate());
    TrainingArchive archive = new TrainingArchive(server, certificate);
    archive.publish(TrainingPackages.of(folder), key);
    return archive;
  }

  /** The archive as an entry of sources.list(5). */
  String source() {
    return "deb [signed-by=%s] %s://localhost:%d made main"
        .formatted(certificate, scheme, server.getAddress().getPort());
  }

  private void publish(Iterable<TrainingPackages.Made> packages, TrainingKey key)
      throws IOException, PGPException {
    StringBuilder stanzas = new StringBuilder();
    for (TrainingPackages.Made each : packages) {
      byte[] deb = each.deb();
      String path = "/pool/" + each.name() + ".deb";
      files.put(path, deb);
      stanzas
          .append(each.control())
          .append("Filename: %s\nSize: %d\n".formatted(path.substring(1), deb.length))
          .append("SHA256: %s\n\n".formatted(sha256(deb)));
    }
    byte[] index = xz(stanzas.toString().getBytes(StandardCharsets.UTF_8));
    String path = "main/binary-" + TrainingPackages.ARCHITECTURE + "/Packages.xz";
    files.put("/dists/made/" + path, index);
    String release =
        """
        Codename: made
        Suite: made
        Date: %s
        Components: main
        Architectures: %s
        SHA256:
         %s %d %s
        """
            .formatted(DATE, TrainingPackages.ARCHITECTURE, sha256(index), index.length, path);
    files.put("/dists/made/InRelease", key.clearSigned(release));
  }

  private static String sha256(byte[] bytes) {
    return Digest.sha256(bytes).hex();
  }

  static byte[] xz(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream packed = new XZOutputStream(out, new LZMA2Options(0))) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] found = files.get(exchange.getRequestURI().getPath());
      exchange.sendResponseHeaders(
          found == null ? 404 : 200, found == null ? -1 : (long) found.length);
      if (found != null) {
        exchange.getResponseBody().write(found);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
