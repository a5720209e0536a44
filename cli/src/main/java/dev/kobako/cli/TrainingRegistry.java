package dev.kobako.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.kobako.image.Content;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The least of a registry, for {@link Training} only: it keeps in memory what it is sent, believes
 * every digest, and gives it back.
 */
final class TrainingRegistry implements AutoCloseable {
  private record Stored(String type, Content content) {}

  private final Map<String, Stored> stored = new ConcurrentHashMap<>();
  private final HttpServer server;

  /**
   * Starts it.
   *
   * @param server which it answers through, and stops when it is closed
   */
  TrainingRegistry(HttpServer server) {
    this.server = server;
    server.createContext("/v2/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
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
