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

/** A socket that is connected, and how long its partner may let us patience. */
record Line(SocketChannel channel, Patience patience) {
  private static final Duration SHORTEST_ATTEMPT = Duration.ofSeconds(2);

  /** Connects to a server on this machine. */
  static Line unix(Origin.Unix server, Duration limit, StallWatch watch) throws IOException {
    SocketAddress address;
    try {
      address = UnixDomainSocketAddress.of(server.socket());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    return connect(SocketChannel.open(StandardProtocolFamily.UNIX), address, limit, watch);
  }

  /**
   * Connects to a server on the network: to the first of its addresses that answers.
   *
   * @throws UnknownHostException where there is no address
   */
  static Line tcp(Origin.Tcp server, Duration limit, StallWatch watch) throws IOException {
    InetAddress[] addresses = addresses(server.host());
    long end = System.nanoTime() + limit.toNanos();
    IOException first = null;
    for (int i = 0; i < addresses.length; i++) {
      long left = end - System.nanoTime();
      if (first != null && left <= 0) {
        break;
      }
      // The time is shared, so that one silent address doesn't use up that of the others.
      long share = Math.max(left / (addresses.length - i), SHORTEST_ATTEMPT.toNanos());
      try {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        InetSocketAddress address = new InetSocketAddress(addresses[i], server.port());
        return connect(channel, address, Duration.ofNanos(Math.min(left, share)), watch);
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    throw first == null ? new UnknownHostException(server.host()) : first;
  }

  /**
   * This machine's names lead to this machine whatever a resolver says (RFC 6761, 6.3): they are
   * trusted without encryption.
   */
  private static InetAddress[] addresses(String host) throws UnknownHostException {
    return host.equals("localhost") || host.endsWith(".localhost")
        ? new InetAddress[] {InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")}
        : InetAddress.getAllByName(host);
  }

  private static Line connect(
      SocketChannel channel, SocketAddress address, Duration limit, StallWatch watch)
      throws IOException {
    Patience patience = new Patience(channel, limit);
    watch.add(patience);
    patience.begins();
    try {
      channel.connect(address);
      return new Line(channel, patience);
    } catch (IOException e) {
      watch.remove(patience);
      Closing.quietly(channel);
      throw patience.exceeded()
          ? new IOException("no answer within " + Durations.inWords(limit), e)
          : e;
    } finally {
      patience.ends();
    }
  }
}
