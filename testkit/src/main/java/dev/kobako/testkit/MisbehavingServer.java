package dev.kobako.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on a loopback port that answers by a handler, and breaks the protocol where a
 * rule says so. It works on bare sockets, since servers that know the protocol keep to it.
 *
 * <p>Every connection has a virtual thread of its own; handlers must stand that.
 */
public final class MisbehavingServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Handler handler;
  private final @Nullable SSLContext tls;
  private final boolean wantsClientCertificate;
  private final List<Misbehaviour> rules = new CopyOnWriteArrayList<>();
  private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  private MisbehavingServer(Handler handler, @Nullable SSLContext tls, boolean wantsClient) {
    try {
      this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.handler = handler;
    this.tls = tls;
    this.wantsClientCertificate = wantsClient;
  }

  /** What answers well. */
  public interface Handler {
    /**
     * The answer; it may read the request's body, and what it leaves is skipped.
     *
     * @throws IOException from the request's body
     */
    Answer answer(ReceivedRequest request) throws IOException;
  }

  /** A server over plain HTTP. */
  public static MisbehavingServer start(Handler handler) {
    return new MisbehavingServer(handler, null, false).started();
  }

  /** A server over TLS that shows the context's identity. */
  public static MisbehavingServer startTls(SSLContext tls, Handler handler) {
    return new MisbehavingServer(handler, tls, false).started();
  }

  /** A server over TLS that asks its clients for a certificate that the context trusts. */
  public static MisbehavingServer startMutualTls(SSLContext tls, Handler handler) {
    return new MisbehavingServer(handler, tls, true).started();
  }

  /** Host and port: {@code 127.0.0.1:PORT}. */
  public String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** {@code http://127.0.0.1:PORT}, or https. */
  public String url() {
    return (tls == null ? "http://" : "https://") + address();
  }

  /**
   * A new rule, which acts from now on; without a deed it changes nothing.
   *
   * @param method in capitals, or {@code *} for all
   * @param path a regular expression for the whole path, without the query
   */
  public Misbehaviour on(String method, String path) {
    Misbehaviour rule = new Misbehaviour(method, path);
    rules.add(rule);
    return rule;
  }

  /** Behaves from now on, until there are new rules. */
  public void behave() {
    rules.clear();
  }

  /** All requests so far, in the order in which they came. */
  public List<ReceivedRequest> requests() {
    return List.copyOf(requests);
  }

  /** Those requests so far that a rule for this method and path would match. */
  public List<ReceivedRequest> requests(String method, String path) {
    Pattern pattern = Pattern.compile(path);
    return requests.stream()
        .filter(each -> method.equals("*") || method.equals(each.method()))
        .filter(each -> pattern.matcher(each.path()).matches())
        .toList();
  }

  /** Forgets the requests so far. */
  public void forgetRequests() {
    requests.clear();
  }

  /** How many connections clients have made so far. */
  public int connections() {
    return connections.get();
  }

  /** Ends all connections. */
  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Handler handler() {
    return handler;
  }

  /** Records the request; the rule that acts on it. */
  Optional<Misbehaviour> received(ReceivedRequest request) {
    requests.add(request);
    return rules.stream().filter(rule -> rule.takes(request)).findFirst();
  }

  private MisbehavingServer started() {
    Thread.ofVirtual().start(this::accept);
    return this;
  }

  private void accept() {
    while (closed.getCount() > 0) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        // the listener is closed, or the client has gone again
      }
    }
  }

  private void serve(Socket plain) {
    try (plain) {
      plain.setTcpNoDelay(true);
      new Connection(this, closed, plain, secured(plain)).serve();
    } catch (IOException _) {
      // a client that goes away, or does not trust this server, is none of the server's business
    } finally {
      open.remove(plain);
    }
  }

  private Socket secured(Socket plain) throws IOException {
    if (tls == null) {
      return plain;
    }
    SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true);
    secured.setUseClientMode(false);
    secured.setNeedClientAuth(wantsClientCertificate);
    return secured;
  }
}
