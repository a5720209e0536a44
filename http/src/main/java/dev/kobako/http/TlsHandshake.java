package dev.kobako.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Begins encryption on connections that stand. */
final class TlsHandshake {
  private static final int LONGEST_REASON = 200;

  private final SortedMap<String, String> environment;
  private final Map<TlsSettings, SSLContext> contexts = new ConcurrentHashMap<>();

  TlsHandshake(SortedMap<String, String> environment) {
    this.environment = environment;
  }

  /** Encryption to be put over the carrier; its handshake is still to come. */
  SSLSocket prepare(Socket carrier, Origin.Tcp server, TlsSettings settings) throws IOException {
    SSLContext context = contexts.computeIfAbsent(settings, this::context);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(carrier, server.host(), server.port(), true);
    if (settings.verified()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    return socket;
  }

  private SSLContext context(TlsSettings settings) {
    X509ExtendedTrustManager trust =
        settings.verified()
            ? new ServerTrust(new Anchors(environment, settings.authorities()))
            : new BlindTrust();
    KeyManager[] identities =
        settings
            .client()
            .map(files -> new KeyManager[] {new ClientIdentity(files)})
            .orElseGet(() -> new KeyManager[0]);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identities, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** What a failed handshake means. */
  static HttpFailure explain(
      String place, Origin.Tcp server, TlsSettings settings, IOException failure) {
    TlsAlert alert = TlsAlert.of(failure);
    if (alert != null) {
      return new HttpFailure(alert.kind(), place, alert.fact(), failure);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServerTrust.Distrust distrust) {
        String fact = "the certificate of " + server.hostAndPort() + " " + distrust.getMessage();
        return new HttpFailure(HttpFailure.Kind.TLS, place, fact, failure);
      }
      if (isEnd(cause)) {
        return cut(place, server, settings, failure);
      }
    }
    String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (reason.contains("Unsupported or unrecognized SSL message")) {
      String fact = server.hostAndPort() + " speaks no TLS; perhaps it speaks plain HTTP";
      return new HttpFailure(HttpFailure.Kind.NOT_ENCRYPTED, place, fact, failure);
    }
    String fact =
        "no encryption with " + server.hostAndPort() + ": " + Printable.of(reason, LONGEST_REASON);
    return new HttpFailure(HttpFailure.Kind.TLS, place, fact, failure);
  }

  /** Channels have no exception of their own for what sockets tell by a SocketException. */
  private static boolean isEnd(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof EOFException
        || cause instanceof SocketException
        || (cause instanceof IOException
            && (message.equals("Broken pipe") || message.startsWith("Connection reset")));
  }

  /**
   * A server that refuses our certificate says so in an alert, which is lost where it has closed
   * the connection before we had said all.
   */
  private static HttpFailure cut(
      String place, Origin.Tcp server, TlsSettings settings, IOException failure) {
    String fact = server.hostAndPort() + " ended the connection during the TLS handshake";
    return settings
        .client()
        .map(client ->
            new HttpFailure(
                HttpFailure.Kind.CLIENT_CERTIFICATE,
                place,
                fact + "; perhaps it doesn't trust " + client.certificate(),
                failure))
        .orElseGet(() -> new HttpFailure(HttpFailure.Kind.CUT, place, fact, failure));
  }
}
