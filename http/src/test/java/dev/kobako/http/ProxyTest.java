package dev.kobako.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class ProxyTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  private final List<String> heads = new CopyOnWriteArrayList<>();

  private static HttpClient client(String variable, String proxy, Path... authorities) {
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put(variable, proxy);
    TlsSettings tls = new TlsSettings(true, List.of(authorities), Optional.empty());
    return new HttpClient(
        new HttpSettings(environment, _ -> tls, Duration.ofSeconds(5), Duration.ofSeconds(5), 2));
  }

  private static String get(HttpClient client, Origin.Scheme scheme, int port) throws IOException {
    // A name that no resolver knows: only the proxy can lead there.
    Origin origin = new Origin.Tcp(scheme, "server.invalid", port);
    try (Response response = client.send(Request.of("GET", origin, "/x", Headers.NONE))) {
      return response.status() + " " + new String(response.bytes(10), StandardCharsets.UTF_8);
    }
  }

  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private RawServer answering(String answer) throws IOException {
    return new RawServer(talk -> {
      heads.add(talk.head());
      talk.say(answer);
    });
  }

  /** Passes through to a port of this machine, whatever name is asked for. */
  private RawServer tunnel(int port) throws IOException {
    return new RawServer(talk -> {
      heads.add(talk.head());
      talk.say("HTTP/1.1 200 Connection established\r\nX: y\r\n\r\n");
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
        Thread back =
            Thread.startVirtualThread(() -> {
              try {
                server.getInputStream().transferTo(talk.out());
              } catch (IOException e) {
                // One side has gone.
              }
            });
        talk.in().transferTo(server.getOutputStream());
        server.shutdownOutput();
        back.join();
      }
    });
  }

  @Test
  void plainHttpIsForwarded() throws IOException {
    try (RawServer proxy = answering(OK);
        HttpClient client = client("http_proxy", "http://user:hunter2@127.0.0.1:" + proxy.port())) {
      assertThat(get(client, Origin.Scheme.HTTP, 8080)).isEqualTo("200 hi");
      // printf user:hunter2 | base64
      assertThat(heads)
          .containsExactly(
              head(
                  "GET http://server.invalid:8080/x HTTP/1.1",
                  "Host: server.invalid:8080",
                  "Proxy-Authorization: Basic dXNlcjpodW50ZXIy"));
    }
  }

  @Test
  void encryptedBytesArePassedThrough(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.with(folder);
    certificates.server("server", "DNS:server.invalid");
    certificates.server("proxy", "IP:127.0.0.1");
    Path authority = certificates.file("ca.pem");
    try (RawServer server = new RawServer(tls(certificates, "server"), talk -> answerAll(talk));
        RawServer proxy = tunnel(server.port());
        RawServer encryptedProxy =
            new RawServer(
                tls(certificates, "proxy"),
                talk -> {
                  talk.head();
                  talk.say("HTTP/1.1 502 Bad Gateway\r\n\r\n");
                });
        HttpClient client =
            client("https_proxy", "http://u:p@127.0.0.1:" + proxy.port(), authority);
        HttpClient encrypted =
            client("https_proxy", "https://127.0.0.1:" + encryptedProxy.port(), authority)) {
      assertThat(get(client, Origin.Scheme.HTTPS, 443)).isEqualTo("200 hi");
      assertThat(get(client, Origin.Scheme.HTTPS, 443)).isEqualTo("200 hi");
      assertThat(heads)
          .containsExactly(
              head(
                  "CONNECT server.invalid:443 HTTP/1.1",
                  "Host: server.invalid:443",
                  "Proxy-Authorization: Basic dTpw"));
      assertThatThrownBy(() -> get(encrypted, Origin.Scheme.HTTPS, 443))
          .hasMessage(
              "GET https://server.invalid/x: the proxy https://127.0.0.1:%d refused with status 502"
                  .formatted(encryptedProxy.port()));
    }
  }

  @Test
  void encryptionGoesThroughAnEncryptedProxyToo(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.with(folder);
    certificates.server("server", "DNS:server.invalid,IP:127.0.0.1");
    try (RawServer server = new RawServer(tls(certificates, "server"), talk -> answerAll(talk));
        RawServer tunnel = tunnel(server.port());
        RawServer proxy =
            new RawServer(
                tls(certificates, "server"),
                talk -> {
                  try (Socket next = new Socket(InetAddress.getLoopbackAddress(), tunnel.port())) {
                    Thread back =
                        Thread.startVirtualThread(() -> {
                          try {
                            next.getInputStream().transferTo(talk.out());
                          } catch (IOException e) {
                            // One side has gone.
                          }
                        });
                    talk.in().transferTo(next.getOutputStream());
                    next.shutdownOutput();
                    back.join();
                  }
                });
        HttpClient client =
            client(
                "https_proxy", "https://127.0.0.1:" + proxy.port(), certificates.file("ca.pem"))) {
      assertThat(get(client, Origin.Scheme.HTTPS, 443)).isEqualTo("200 hi");
    }
  }

  private static ServerSocket tls(Certificates certificates, String name) throws Exception {
    return certificates
        .context(name)
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static void answerAll(RawServer.Talk talk) throws IOException {
    while (true) {
      talk.head();
      talk.say(OK);
    }
  }

  @Test
  void aProxyThatRefusesIsNamedAndItsSecretIsNot() throws IOException {
    try (RawServer proxy = answering("HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n")) {
      for (Origin.Scheme scheme : Origin.Scheme.values()) {
        try (HttpClient client =
            client("all_proxy", "http://user:hunter2@127.0.0.1:" + proxy.port())) {
          assertThatThrownBy(() -> get(client, scheme, 81))
              .hasMessage(
                  "GET %s://server.invalid:81/x: the proxy http://127.0.0.1:%d refused with status 407"
                      .formatted(scheme.text(), proxy.port()))
              .isInstanceOfSatisfying(
                  HttpFailure.class,
                  failure -> assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.PROXY));
        }
      }
    }
  }

  @Test
  void aProxyThatIsNotThereIsNamed() throws IOException {
    int port;
    try (RawServer gone = answering(OK)) {
      port = gone.port();
    }
    try (HttpClient client = client("http_proxy", "http://user:hunter2@127.0.0.1:" + port)) {
      assertThatThrownBy(() -> get(client, Origin.Scheme.HTTP, 80))
          .hasMessage(
              "GET http://server.invalid/x: can't connect to the proxy 127.0.0.1:%d: Connection refused"
                  .formatted(port));
    }
  }

  @Test
  void aProxyOfAnotherKindIsRefusedBeforeAnythingIsSent() {
    try (HttpClient client = client("all_proxy", "socks5://user:hunter2@127.0.0.1:1080")) {
      assertThatThrownBy(() -> get(client, Origin.Scheme.HTTPS, 443))
          .hasMessage(
              "GET https://server.invalid/x: the value of all_proxy has the scheme \"socks5\", expected http or https");
    }
  }
}
