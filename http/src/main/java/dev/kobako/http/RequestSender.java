package dev.kobako.http;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes one request to a connection. */
final class RequestSender {
  // With so few bytes the body travels in the head's packet.
  private static final int SMALL_BODY = 32 << 10;

  private final Request request;
  private final byte[] head;
  private final @Nullable ProxyServer proxy;

  /**
   * A sender.
   *
   * @param proxy that leads to the origin, if any
   * @throws HttpFailure where the request can't be written as HTTP without changing its meaning
   */
  RequestSender(Request request, @Nullable ProxyServer proxy) throws HttpFailure {
    this.request = request;
    this.proxy = proxy;
    check();
    head = head().getBytes(StandardCharsets.ISO_8859_1);
  }

  private void check() throws HttpFailure {
    if (!Token.isToken(request.method(), request.method().length())) {
      throw refused("method \"" + Printable.of(request.method(), 20) + "\"");
    }
    if (!Token.isTarget(request.target())) {
      throw refused("target \"" + Printable.of(request.target(), 100) + "\"");
    }
    for (Headers.Field field : request.headers().fields()) {
      String name = field.name();
      if (!Token.isToken(name, name.length())) {
        throw refused("header field \"" + Printable.of(name, 40) + "\"");
      }
      if (!Token.isFieldValue(field.value())) {
        // The value itself may be a secret.
        throw refused("value of the header field " + name);
      }
    }
  }

  private HttpFailure refused(String what) {
    return new HttpFailure(
        HttpFailure.Kind.PROTOCOL,
        request.display(),
        "the " + what + " can't be sent: it has letters that HTTP doesn't allow there",
        null);
  }

  private String head() {
    StringBuilder text = new StringBuilder(512);
    text.append(request.method()).append(' ');
    switch (request.origin()) {
      case Origin.Tcp tcp -> {
        ProxyServer forwarder = tcp.scheme() == Origin.Scheme.HTTP ? proxy : null;
        // A proxy that forwards needs to be told the server, too (RFC 9112, 3.2.2).
        text.append(forwarder == null ? "" : tcp.toString()).append(request.target());
        text.append(" HTTP/1.1\r\nHost: ").append(tcp.authority()).append("\r\n");
        if (forwarder != null && forwarder.authorization() != null) {
          text.append("Proxy-Authorization: ").append(forwarder.authorization()).append("\r\n");
        }
      }
      case Origin.Unix _ ->
          text.append(request.target()).append(" HTTP/1.1\r\nHost: localhost\r\n");
    }
    for (Headers.Field field : request.headers().fields()) {
      text.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    long length = length();
    if (length == RequestBody.UNKNOWN) {
      text.append("Transfer-Encoding: chunked\r\n");
    } else if (length > 0 || request.body().isPresent() || expectsBody(request.method())) {
      text.append("Content-Length: ").append(length).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  private static boolean expectsBody(String method) {
    return switch (method) {
      case "POST", "PUT", "PATCH" -> true;
      default -> false;
    };
  }

  private long length() {
    if (request.body().isEmpty()) {
      return 0;
    }
    return switch (request.body().get()) {
      case RequestBody.Bytes few -> few.bytes().length;
      case RequestBody.FileSlice slice -> slice.length();
      case RequestBody.Streamed streamed -> streamed.length();
    };
  }

  /**
   * Writes the request.
   *
   * @throws HttpFailure where the connection fails
   * @throws IOException where the body's source fails
   */
  void sendOver(Connection connection) throws IOException {
    if (request.body().isEmpty()) {
      connection.write(head, 0, head.length);
      return;
    }
    switch (request.body().get()) {
      case RequestBody.Bytes few -> sendFew(few.bytes(), connection);
      case RequestBody.FileSlice slice -> sendSlice(slice, connection);
      case RequestBody.Streamed streamed -> sendStream(streamed, connection);
    }
  }

  private void sendFew(byte[] body, Connection connection) throws HttpFailure {
    if (body.length <= SMALL_BODY) {
      byte[] both = Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, both, head.length, body.length);
      connection.write(both, 0, both.length);
      return;
    }
    connection.write(head, 0, head.length);
    connection.write(body, 0, body.length);
  }

  private void sendSlice(RequestBody.FileSlice slice, Connection connection) throws IOException {
    try (FileChannel file = FileChannel.open(slice.file(), StandardOpenOption.READ)) {
      connection.write(head, 0, head.length);
      for (long done = 0; done < slice.length(); ) {
        long count = connection.write(file, slice.offset() + done, slice.length() - done);
        if (count == 0) {
          throw new IOException(
              "%s: ended after %d bytes, expected %d"
                  .formatted(slice.file(), slice.offset() + done, slice.offset() + slice.length()));
        }
        done += count;
        slice.counter().sent(count);
      }
    }
  }

  private void sendStream(RequestBody.Streamed streamed, Connection connection) throws IOException {
    connection.write(head, 0, head.length);
    if (streamed.length() == RequestBody.UNKNOWN) {
      ChunkedOutput out = new ChunkedOutput(connection);
      streamed.writer().writeTo(out);
      out.finish();
    } else {
      FixedOutput out = new FixedOutput(connection, streamed.length());
      streamed.writer().writeTo(out);
      out.finish();
    }
  }
}
