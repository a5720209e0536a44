package dev.kobako.http;

import java.io.ByteArrayOutputStream;
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
import java.util.concurrent.Semaphore;

/** A server that says exactly what a test wants, byte by byte, one thread a connection. */
final class RawServer implements Closeable {
  private final ServerSocket listener;
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();
  private final Semaphore ended = new Semaphore(0);

  /** What is done with one connection; it is closed afterwards. */
  @FunctionalInterface
  interface Behaviour {
    void serve(Talk talk) throws IOException, InterruptedException;
  }

  /** One connection, seen from the server. */
  record Talk(Socket socket, InputStream in, OutputStream out) {
    /** Reads one request's head, without its body. */
    String head() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          throw new IOException("the client ended within the head");
        }
        head.write(b);
      }
      return head.toString(StandardCharsets.ISO_8859_1);
    }

    String bytes(int count) throws IOException {
      return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }

    void say(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
  }

  RawServer(Behaviour behaviour) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
  }

  RawServer(ServerSocket listener, Behaviour behaviour) {
    this.listener = listener;
    Thread.ofVirtual().start(() -> accept(behaviour));
  }

  private void accept(Behaviour behaviour) {
    try {
      while (true) {
        Socket socket = listener.accept();
        accepted.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, behaviour));
      }
    } catch (IOException e) {
      // The listener was closed: the test is over.
    }
  }

  private void serve(Socket socket, Behaviour behaviour) {
    try (socket) {
      behaviour.serve(new Talk(socket, socket.getInputStream(), socket.getOutputStream()));
    } catch (IOException | InterruptedException e) {
      // The client has gone, which is its right.
    }
    ended.release();
  }

  /** Answers every request without a body with that text. */
  static RawServer answering(String answer) throws IOException {
    return new RawServer(talk -> {
      while (true) {
        talk.head();
        talk.say(answer);
      }
    });
  }

  /** Answers one request with that text and ends. */
  static RawServer answeringOnce(String answer) throws IOException {
    return new RawServer(talk -> {
      talk.head();
      talk.say(answer);
    });
  }

  int port() {
    return listener.getLocalPort();
  }

  Origin.Tcp origin() {
    return new Origin.Tcp(Origin.Scheme.HTTP, "127.0.0.1", port());
  }

  /** How many connections came so far. */
  int connections() {
    return accepted.size();
  }

  /** Returns when one more connection has been closed from this side. */
  void awaitEnd() {
    ended.acquireUninterruptibly();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : accepted) {
      socket.close();
    }
  }
}
