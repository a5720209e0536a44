package dev.kobako.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes new connections. */
final class Connector {
  private static final Duration SHORTEST_ATTEMPT = Duration.ofSeconds(2);

  private final HttpSettings settings;
  private final StallWatch watch;

  Connector(HttpSettings settings, StallWatch watch) {
    this.settings = settings;
    this.watch = watch;
  }

  /** A new connection for the request, which the caller owns. */
  Connection open(Request request) throws HttpFailure {
    return switch (request.origin()) {
      case Origin.Unix unix -> openUnix(unix, request);
      case Origin.Tcp tcp -> openTcp(tcp, request);
    };
  }

  private Connection openUnix(Origin.Unix unix, Request request) throws HttpFailure {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      return connect(channel, UnixDomainSocketAddress.of(unix.socket()), settings.connectTimeout());
    } catch (IOException | IllegalArgumentException e) {
      throw new HttpFailure(
          HttpFailure.Kind.CONNECT, request.display(), "can't connect: " + reason(e), e);
    }
  }

  private Connection openTcp(Origin.Tcp server, Request request) throws HttpFailure {
    InetAddress[] addresses;
    try {
      addresses = InetAddress.getAllByName(server.host());
    } catch (UnknownHostException e) {
      throw new HttpFailure(
          HttpFailure.Kind.UNKNOWN_HOST,
          request.display(),
          "no address is known for the name " + server.host(),
          e);
    }
    long end = System.nanoTime() + settings.connectTimeout().toNanos();
    IOException last = null;
    for (int i = 0; i < addresses.length; i++) {
      long left = end - System.nanoTime();
      if (last != null && left <= 0) {
        break;
      }
      // The time is shared, so that one silent address doesn't use up that of the others.
      Duration share =
          Duration.ofNanos(
              Math.min(left, Math.max(left / (addresses.length - i), SHORTEST_ATTEMPT.toNanos())));
      try {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return connect(channel, new InetSocketAddress(addresses[i], server.port()), share);
      } catch (IOException e) {
        last = e;
      }
    }
    throw new HttpFailure(
        HttpFailure.Kind.CONNECT,
        request.display(),
        "can't connect to " + server.hostAndPort() + ": " + reason(last),
        last);
  }

  private Connection connect(SocketChannel channel, SocketAddress address, Duration limit)
      throws IOException {
    Wait wait = new Wait(channel, limit);
    watch.add(wait);
    wait.begins();
    try {
      channel.connect(address);
    } catch (IOException e) {
      watch.remove(wait);
      Closing.quietly(channel);
      throw wait.exceeded()
          ? new IOException("no answer within " + Durations.inWords(limit), e)
          : e;
    } finally {
      wait.ends();
    }
    return new Connection(new PlainTransport(channel), wait, settings.idleTimeout(), watch);
  }

  private static String reason(@Nullable Throwable failure) {
    String message = failure == null ? null : failure.getMessage();
    return message == null ? "no reason given" : Printable.of(message, 200);
  }
}
