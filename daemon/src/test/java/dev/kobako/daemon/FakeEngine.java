package dev.kobako.daemon;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An engine on a Unix socket that answers what it is told to, byte by byte. It reads a request's
 * body to its end before it answers, and ends each connection after one answer.
 */
final class FakeEngine implements AutoCloseable {
  /** Writes a whole answer, head and body. */
  interface Answer {
    void writeTo(OutputStream out) throws IOException;
  }

  private final ServerSocketChannel server;
  private final Path socket;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  FakeEngine(Path socket) throws IOException {
    this.socket = socket;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    on("GET /_ping", ok("OK"));
    Thread.ofVirtual().start(this::serve);
  }

  /** What DOCKER_HOST or CONTAINER_HOST is set to. */
  String host() {
    return "unix://" + socket;
  }

  Path socket() {
    return socket;
  }

  /** Method and target of each request, in their order. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** How a request is answered; others get a 404. */
  FakeEngine on(String request, Answer answer) {
    answers.put(request, answer);
    return this;
  }

  static Answer ok(String body) {
    return status("200 OK", "Api-Version: 1.45\r\n", body);
  }

  static Answer status(String status, String fields, String body) {
    return out -> {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      head(out, status, fields + "Content-Length: " + bytes.length + "\r\n");
      out.write(bytes);
    };
  }

  /** The head of an answer whose body lasts as long as the connection. */
  static void head(OutputStream out, String status, String fields) throws IOException {
    out.write(
        ("HTTP/1.1 " + status + "\r\n" + fields + "Connection: close\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
  }

  private void serve() {
    while (server.isOpen()) {
      try {
        SocketChannel connection = server.accept();
        Thread.ofVirtual().start(() -> answer(connection));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void answer(SocketChannel connection) {
    try (connection;
        InputStream in = new BufferedInputStream(Channels.newInputStream(connection));
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(connection))) {
      String first = line(in);
      if (first.isEmpty()) {
        return;
      }
      boolean chunked = false;
      for (String field = line(in); !field.isEmpty(); field = line(in)) {
        chunked |= field.equalsIgnoreCase("Transfer-Encoding: chunked");
      }
      if (chunked) {
        skipChunks(in);
      }
      String request = first.substring(0, first.lastIndexOf(' '));
      requests.add(request);
      Answer answer =
          answers.getOrDefault(request, status("404 Not Found", "", "{\"message\":\"none\"}"));
      answer.writeTo(out);
    } catch (IOException _) {
      // The client has seen enough.
    }
  }

  private static void skipChunks(InputStream in) throws IOException {
    for (int size = chunk(in); size > 0; size = chunk(in)) {
      in.skipNBytes(size);
      line(in);
    }
    line(in);
  }

  private static int chunk(InputStream in) throws IOException {
    String size = line(in);
    if (size.isEmpty()) {
      throw new IOException("cut");
    }
    return Integer.parseInt(size, 16);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      server.close();
      java.nio.file.Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
