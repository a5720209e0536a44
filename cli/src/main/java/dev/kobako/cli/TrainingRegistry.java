package dev.kobako.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kobako.image.Content;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The least of a registry, for {@link Training} only: it keeps in memory what it is sent, believes
 * every digest, and gives it back.
 */
final class TrainingRegistry implements AutoCloseable {
  private record Stored(String type, Content content) {}

  private final Map<String, Stored> stored = new ConcurrentHashMap<>();
  private final HttpServer server;

  private TrainingRegistry(HttpServer server) {
    this.server = server;
    server.createContext("/v2/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /** Without encryption. */
  static TrainingRegistry plain() throws IOException {
    return new TrainingRegistry(HttpServer.create(anyPort(), 0));
  }

  /**
   * With TLS.
   *
   * @param keys a key store with the server's key and certificates
   * @param password of the store and the key
   */
  static TrainingRegistry encrypted(Path keys, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(keys.toFile())) {
      store.load(in, password);
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return new TrainingRegistry(server);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Host and port, as names of images have them. */
  String address() {
    return "localhost:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      byte[] sent = exchange.getRequestBody().readAllBytes();
      switch (exchange.getRequestMethod()) {
        case "POST" -> {
          exchange.getResponseHeaders().set("Location", uri.getPath() + "session");
          exchange.sendResponseHeaders(202, -1);
        }
        case "PUT" -> {
          stored.put(name(uri), new Stored(type(exchange), Content.of(sent)));
          exchange.sendResponseHeaders(201, -1);
        }
        default -> give(exchange, stored.get(name(uri)));
      }
    }
  }

  /** The path; that of a blob which is uploaded is in the query. */
  private static String name(URI uri) {
    String query = uri.getQuery();
    return query != null && query.startsWith("digest=")
        ? uri.getPath().replace("uploads/session", query.substring("digest=".length()))
        : uri.getPath();
  }

  private static String type(HttpExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type == null ? "application/octet-stream" : type;
  }

  private static void give(HttpExchange exchange, @Nullable Stored found) throws IOException {
    boolean ping = exchange.getRequestURI().getPath().equals("/v2/");
    byte[] bytes = found == null ? "{}".getBytes(StandardCharsets.UTF_8) : found.content.bytes();
    String type = found == null ? "application/json" : found.type;
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(found == null && !ping ? 404 : 200, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
