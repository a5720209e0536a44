package dev.kobako.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Just enough of a registry on loopback for {@link Training}: it takes whatever is sent and gives
 * it back, checks nothing and forgets everything.
 */
final class TrainingRegistry implements AutoCloseable {
  private static final String MANIFEST_TYPE = "application/vnd.oci.image.manifest.v1+json";

  private final ServerSocket server;
  private final Map<String, byte[]> held = new ConcurrentHashMap<>();

  private TrainingRegistry(ServerSocket server) {
    this.server = server;
  }

  static TrainingRegistry start() throws IOException {
    var registry = new TrainingRegistry(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
    Thread.ofPlatform().daemon().start(registry::accept);
    return registry;
  }

  /** Host and port. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream()) {
      for (String request = line(in); !request.isEmpty(); request = line(in)) {
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(header.substring(15).strip());
          }
        }
        String[] words = request.split(" ");
        answer(words[0], words[1], in.readNBytes(length), out);
      }
    } catch (IOException | RuntimeException _) {
      // the client sees it
    }
  }

  private void answer(String method, String target, byte[] body, OutputStream out)
      throws IOException {
    switch (method) {
      case "POST" -> head(out, "202 Accepted", "Location: " + target + "1\r\n", 0);
      case "PUT" -> {
        held.put(name(target), body);
        head(out, "201 Created", "", 0);
      }
      default -> {
        byte[] bytes = target.equals("/v2/") ? new byte[0] : held.get(name(target));
        if (bytes == null) {
          head(out, "404 Not Found", "", 0);
          return;
        }
        head(out, "200 OK", "Content-Type: " + MANIFEST_TYPE + "\r\n", bytes.length);
        if (method.equals("GET")) {
          out.write(bytes);
        }
      }
    }
    out.flush();
  }

  /** A tag, or a digest: the last word of the path or of the query. */
  private static String name(String target) {
    String decoded = target.replace("%3A", ":").replace("%3a", ":");
    return decoded.substring(Math.max(decoded.lastIndexOf('/'), decoded.lastIndexOf('=')) + 1);
  }

  private static void head(OutputStream out, String status, String headers, int length)
      throws IOException {
    String text =
        "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + length + "\r\n\r\n";
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
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
  public void close() throws IOException {
    server.close();
  }
}
