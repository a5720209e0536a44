package dev.kobako.http;

import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Makes new connections: directly or through a proxy, encrypted where the origin says so. */
final class Connector {
  private final HttpSettings settings;
  private final StallWatch watch;
  private @Nullable TlsHandshake handshake;

  Connector(HttpSettings settings, StallWatch watch) {
    this.settings = settings;
    this.watch = watch;
  }

  /** A new connection for the request, which the caller owns. */
  Connection open(Request request, @Nullable ProxyServer proxy) throws HttpFailure {
    String place = request.display();
    return switch (request.origin()) {
      case Origin.Unix unix -> openUnix(unix, place);
      case Origin.Tcp tcp -> openTcp(tcp, proxy, place);
    };
  }

  private Connection openUnix(Origin.Unix unix, String place) throws HttpFailure {
    try {
      Line line = Line.unix(unix, settings.connectTimeout(), watch);
      return connection(new PlainTransport(line.channel()), line);
    } catch (IOException e) {
      throw new HttpFailure(HttpFailure.Kind.CONNECT, place, "can't connect: " + reason(e), e);
    }
  }

  private Connection openTcp(Origin.Tcp server, @Nullable ProxyServer proxy, String place)
      throws HttpFailure {
    Line line = dial(server, proxy, place);
    boolean done = false;
    line.patience().limit(settings.connectTimeout());
    try {
      Transport transport = new PlainTransport(line.channel());
      if (proxy != null) {
        transport = encrypted(proxy.origin(), transport, line, place);
        if (server.scheme() == Origin.Scheme.HTTPS) {
          passThrough(proxy, server, connection(transport, line), place);
        }
      }
      Connection connection = connection(encrypted(server, transport, line, place), line);
      done = true;
      return connection;
    } finally {
      if (!done) {
        watch.remove(line.patience());
        Closing.quietly(line.channel());
      }
    }
  }

  private Line dial(Origin.Tcp server, @Nullable ProxyServer proxy, String place)
      throws HttpFailure {
    Origin.Tcp next = proxy == null ? server : proxy.origin();
    String role = proxy == null ? "" : "the proxy ";
    try {
      return Line.tcp(next, settings.connectTimeout(), watch);
    } catch (UnknownHostException e) {
      String fact = "no address is known for " + role + next.host();
      throw new HttpFailure(HttpFailure.Kind.UNKNOWN_HOST, place, fact, e);
    } catch (IOException e) {
      String fact = "can't connect to " + role + next.hostAndPort() + ": " + reason(e);
      throw new HttpFailure(HttpFailure.Kind.CONNECT, place, fact, e);
    }
  }

  private Connection connection(Transport transport, Line line) {
    return new Connection(transport, line.patience(), settings.idleTimeout(), watch);
  }

  private Transport encrypted(Origin.Tcp server, Transport carrier, Line line, String place)
      throws HttpFailure {
    if (server.scheme() == Origin.Scheme.HTTP) {
      return carrier;
    }
    Socket socket =
        switch (carrier) {
          case PlainTransport plain -> plain.channel().socket();
          case TlsTransport tls -> tls.socket();
        };
    TlsSettings trust = settings.tls().apply(server);
    try {
      SSLSocket encrypted = handshake().prepare(socket, server, trust);
      line.patience().begins();
      encrypted.startHandshake();
      return new TlsTransport(encrypted, line.channel());
    } catch (IOException e) {
      if (line.patience().exceeded()) {
        String fact =
            "no TLS handshake with %s within %s"
                .formatted(server.hostAndPort(), Durations.inWords(line.patience().limit()));
        throw new HttpFailure(HttpFailure.Kind.CONNECT, place, fact, e);
      }
      throw TlsHandshake.explain(place, server, trust, e);
    } finally {
      line.patience().ends();
    }
  }

  // Made when it is needed: the classes of TLS take a while to load.
  private synchronized TlsHandshake handshake() {
    TlsHandshake present = handshake;
    if (present == null) {
      present = new TlsHandshake(settings.environment());
      handshake = present;
    }
    return present;
  }

  /** Asks a proxy to pass bytes through to the server (RFC 9110, 9.3.6). */
  private void passThrough(
      ProxyServer proxy, Origin.Tcp server, Connection connection, String place)
      throws HttpFailure {
    connection.begin(place + " by the proxy " + proxy);
    connection.hurry(settings.connectTimeout());
    String target = server.hostAndPort();
    String authorization =
        proxy.authorization() == null
            ? ""
            : "Proxy-Authorization: " + proxy.authorization() + "\r\n";
    byte[] head =
        ("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + authorization + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    connection.write(head, 0, head.length);
    ResponseHead answer = ResponseHead.read(connection);
    if (answer.status() / 100 != 2) {
      throw refusal(proxy, answer.status(), place);
    }
    if (connection.isAhead()) {
      throw connection.malformed("the proxy speaks before the server is asked");
    }
  }

  /** A proxy that did not let us through. */
  static HttpFailure refusal(ProxyServer proxy, int status, String place) {
    String fact = "the proxy " + proxy + " refused with status " + status;
    return new HttpFailure(HttpFailure.Kind.PROXY, place, fact, null);
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return Printable.of(message == null ? failure.toString() : message, 200);
  }
}
