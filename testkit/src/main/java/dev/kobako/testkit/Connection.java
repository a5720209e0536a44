package dev.kobako.testkit;

import dev.kobako.testkit.Answer.Header;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client of a {@link MisbehavingServer}: its requests are answered one after the other. */
final class Connection {
  /** How long and how much it reads on after an answer that came before the request's end. */
  private static final Duration LINGERS = Duration.ofSeconds(2);

  private static final long DRAINED = 64L << 20;

  private final MisbehavingServer server;
  private final CountDownLatch serverClosed;
  private final Socket plain;
  private final Socket socket;
  private final OutputStream out;
  private boolean last;

  /**
   * @param plain the TCP connection, which is what a reset or a truncation ends
   * @param socket the same, or TLS on it
   */
  Connection(MisbehavingServer server, CountDownLatch closed, Socket plain, Socket socket)
      throws IOException {
    this.server = server;
    this.serverClosed = closed;
    this.plain = plain;
    this.socket = socket;
    this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
  }

  /** What ends the connection when it is thrown, wherever that is. */
  static IOException hangUp(boolean reset) {
    return new HangUp(reset);
  }

  /** Answers until either side ends it; the caller closes the socket. */
  void serve() throws IOException {
    try {
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      RequestReader reader = new RequestReader(in, out);
      Optional<ReceivedRequest> next = reader.next();
      while (next.isPresent()) {
        answer(next.get(), in);
        next = last ? Optional.empty() : reader.next();
      }
    } catch (HangUp ending) {
      // what closes the socket then makes it a reset
      plain.setSoLinger(ending.reset, 0);
    }
  }

  /** Waits until the server is closed, and then ends the connection. */
  Answer stall() throws IOException {
    pause(Duration.ofDays(1));
    throw hangUp(false);
  }

  /** Waits; ends the connection where the server is closed meanwhile. */
  void pause(Duration time) throws IOException {
    try {
      if (serverClosed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw hangUp(false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw hangUp(false);
    }
  }

  /** Sends that and ends the connection. */
  Answer raw(String bytes) throws IOException {
    out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    throw hangUp(false);
  }

  /** Sends headers until the client has enough. */
  Answer endlessHeaders() throws IOException {
    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
    byte[] header =
        "X-Filler: 0123456789012345678901234567890123456789\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    while (true) {
      out.write(header);
    }
  }

  /** The connection ends after this answer. */
  OutputStream last(OutputStream body) {
    last = true;
    return body;
  }

  private void answer(ReceivedRequest request, InputStream in) throws IOException {
    last = request.headers("Connection").contains("close");
    Misbehaviour rule = server.received(request).orElse(null);
    Answer answer;
    try {
      answer =
          rule == null
              ? server.handler().answer(request)
              : rule.answer(request, this, server.handler());
    } catch (RuntimeException e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      answer = Answer.of(500).text(trace.toString());
    }
    boolean early = "close".equals(answer.header("Connection").orElse(""));
    if (!early) {
      request.body().skip(DRAINED);
    }
    send(answer, request.method().equals("HEAD"), rule);
    if (early) {
      last = true;
      linger(in);
    }
  }

  private void send(Answer answer, boolean head, @Nullable Misbehaviour rule) throws IOException {
    StringBuilder text = new StringBuilder("HTTP/1.1 " + answer.status() + " Test\r\n");
    for (Header header : answer.headers()) {
      text.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    boolean empty = answer.status() == 204 || answer.status() == 304;
    long length = answer.body().length();
    Optional<String> told = answer.header("Content-Length");
    boolean chunked = length < 0 && told.isEmpty();
    if (chunked) {
      text.append("Transfer-Encoding: chunked\r\n");
    } else if (told.isEmpty() && !empty) {
      text.append("Content-Length: ").append(length).append("\r\n");
    }
    out.write(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    OutputStream body = chunked ? new Chunks(out) : out;
    OutputStream wired = rule == null ? body : rule.wired(body, this);
    if (!head && !empty) {
      answer.body().writeTo(wired);
    }
    out.flush();
    last |= told.isPresent() && !head && !told.get().equals(Long.toString(length));
  }

  /** Unread bytes would turn the closing into a reset, which can overtake the answer. */
  private void linger(InputStream in) throws IOException {
    plain.shutdownOutput();
    plain.setSoTimeout(Math.toIntExact(LINGERS.toMillis()));
    long end = System.nanoTime() + LINGERS.toNanos();
    byte[] buffer = new byte[1 << 16];
    while (System.nanoTime() < end && in.read(buffer) >= 0) {
      // the client is told; what it still sends is of no interest
    }
  }

  /** The end of a connection that a rule asked for. */
  private static final class HangUp extends IOException {
    private final boolean reset;

    HangUp(boolean reset) {
      super("the connection is ended as a rule asks");
      this.reset = reset;
    }
  }

  /** Each write is a chunk (RFC 9112, 7.1); it has no end, as what it carries has none. */
  private static final class Chunks extends FilterOutputStream {
    Chunks(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) {
        out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes, offset, length);
        out.write('\r');
        out.write('\n');
      }
    }
  }
}
