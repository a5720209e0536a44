package dev.kobako.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A proxy as companies have one: it passes encrypted connections through (CONNECT) and forwards
 * others, to a port of this machine, whatever the server's name.
 */
final class CompanyProxy implements Closeable {
  private final ServerSocket listener;
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final String authorization;

  /**
   * A proxy.
   *
   * @param authorization that it wants; none where it is empty
   */
  CompanyProxy(String authorization) throws IOException {
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.authorization = authorization;
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** The first lines of all requests so far, as in {@code CONNECT registry.test:5000 HTTP/1.1}. */
  List<String> requests() {
    return heads.stream().map(head -> head.substring(0, head.indexOf('\r'))).toList();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      heads.add(head);
      boolean known =
          authorization.isEmpty()
              || head.contains("\r\nProxy-Authorization: " + authorization + "\r\n");
      if (!known) {
        say(client, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
        return;
      }
      String target = head.split(" ")[1];
      String authority = target.replaceFirst("^http://", "").replaceFirst("/.*", "");
      int port = Integer.parseInt(authority.substring(authority.lastIndexOf(':') + 1));
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (head.startsWith("CONNECT ")) {
          say(client, "HTTP/1.1 200 Connection established\r\n\r\n");
        } else {
          // One request a connection, so that each passes by here.
          say(
              server,
              head.replaceFirst("http://[^/]*", "")
                  .replaceFirst("\r\n", "\r\nConnection: close\r\n"));
        }
        Thread up = Thread.startVirtualThread(() -> pass(client, server));
        pass(server, client);
        up.interrupt();
      }
    } catch (IOException e) {
      // One side has gone, which is its right.
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      // As above.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("ended within the head");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static void say(Socket to, String text) throws IOException {
    OutputStream out = to.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
