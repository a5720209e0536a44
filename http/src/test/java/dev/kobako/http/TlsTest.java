package dev.kobako.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TlsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

  @TempDir static Path folder;
  private static Certificates certificates;
  private static SSLContext server;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = Certificates.with(folder);
    certificates.server("server", "DNS:localhost,IP:127.0.0.1");
    server = certificates.context("server");
  }

  private static RawServer start(SSLContext context, boolean asksClient) throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listener.setNeedClientAuth(asksClient);
    return new RawServer(
        listener,
        talk -> {
          while (true) {
            talk.head();
            talk.say(OK);
          }
        });
  }

  private static HttpClient client(SortedMap<String, String> environment, TlsSettings tls) {
    return new HttpClient(
        new HttpSettings(environment, _ -> tls, Duration.ofSeconds(5), Duration.ofSeconds(5), 2));
  }

  private static TlsSettings trusting(String... files) {
    List<Path> authorities = Arrays.stream(files).map(certificates::file).toList();
    return new TlsSettings(true, authorities, Optional.empty());
  }

  private static String get(HttpClient client, String host, int port) throws IOException {
    Origin origin = new Origin.Tcp(Origin.Scheme.HTTPS, host, port);
    try (Response response = client.send(Request.of("GET", origin, "/", Headers.NONE))) {
      return new String(response.bytes(10), StandardCharsets.UTF_8);
    }
  }

  private static String get(TlsSettings tls, RawServer server) {
    try (HttpClient client = client(new TreeMap<>(), tls)) {
      return get(client, "127.0.0.1", server.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Test
  void aServerOfANamedAuthorityIsTrustedByNameAndByAddress() throws IOException {
    try (RawServer raw = start(server, false);
        HttpClient client = client(new TreeMap<>(), trusting("ca.pem"))) {
      assertThat(get(client, "localhost", raw.port())).isEqualTo("hi");
      assertThat(get(client, "127.0.0.1", raw.port())).isEqualTo("hi");
      assertThat(get(client, "127.0.0.1", raw.port())).isEqualTo("hi");
      assertThat(raw.connections()).isEqualTo(2);
    }
  }

  @Test
  void theSystemsBundleIsTrustedWhateverElseIsInIt() throws Exception {
    Path bundle = folder.resolve("bundle.crt");
    Files.writeString(
        bundle,
        "# A comment\n-----BEGIN CERTIFICATE-----\nno base64 !!\n-----END CERTIFICATE-----\n"
            + "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
            + Files.readString(certificates.file("ca.pem")));
    Path certificateFolder = Files.createDirectory(folder.resolve("certs"));
    Files.copy(certificates.file("ca.pem"), certificateFolder.resolve("a.0"));
    TreeMap<String, String> byFile = new TreeMap<>();
    byFile.put("SSL_CERT_FILE", bundle.toString());
    TreeMap<String, String> byFolder = new TreeMap<>();
    byFolder.put("SSL_CERT_DIR", "/nowhere:" + certificateFolder);
    try (RawServer raw = start(server, false)) {
      for (var environment : List.of(byFile, byFolder)) {
        try (HttpClient client = client(environment, TlsSettings.SYSTEM)) {
          assertThat(get(client, "localhost", raw.port())).isEqualTo("hi");
        }
      }
    }
  }

  @Test
  void anUnknownAuthorityIsNotTrusted() throws Exception {
    certificates.authority("other", "Other Authority");
    try (RawServer raw = start(server, false)) {
      assertThatThrownBy(() -> get(trusting("other.pem"), raw))
          .hasMessage(
              "GET https://127.0.0.1:%1$d/: the certificate of 127.0.0.1:%1$d isn't trusted: issued by \"CN=Test Authority\""
                  .formatted(raw.port()))
          .cause()
          .isInstanceOfSatisfying(
              HttpFailure.class,
              failure -> assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.TLS));
    }
  }

  @Test
  void anAuthorityOfTheSameNameIsNotTheSame() throws Exception {
    certificates.authority("namesake", "Test Authority");
    try (RawServer raw = start(server, false)) {
      assertThatThrownBy(() -> get(trusting("namesake.pem"), raw))
          .hasMessageContaining("isn't trusted: issued by \"CN=Test Authority\" (");
    }
  }

  @Test
  void aCertificateForOtherNamesIsRefused() throws Exception {
    certificates.server("names", "DNS:b.example,DNS:a.example,IP:192.0.2.1");
    try (RawServer raw = start(certificates.context("names"), false)) {
      assertThatThrownBy(() -> get(trusting("ca.pem"), raw))
          .hasMessageEndingWith(
              "the certificate of 127.0.0.1:%d is for 192.0.2.1, a.example, b.example, not for 127.0.0.1"
                  .formatted(raw.port()));
    }
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    certificates.server("expired", "IP:127.0.0.1", "-days", "-1");
    try (RawServer raw = start(certificates.context("expired"), false)) {
      assertThatThrownBy(() -> get(trusting("ca.pem"), raw))
          .hasMessageMatching(
              "GET .*: the certificate of 127.0.0.1:\\d+ expired on \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    }
  }

  @Test
  void nothingIsCheckedWhereTheUserSaysSo() throws Exception {
    try (RawServer raw = start(server, false)) {
      assertThat(get(new TlsSettings(false, List.of(), Optional.empty()), raw)).isEqualTo("hi");
    }
  }

  @Test
  void plainHttpIsRecognised() throws Exception {
    try (RawServer prompt = new RawServer(talk -> talk.say("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
      assertThatThrownBy(() -> get(TlsSettings.SYSTEM, prompt))
          .hasMessageEndingWith(
              "127.0.0.1:%d speaks no TLS; perhaps it speaks plain HTTP".formatted(prompt.port()));
    }
  }

  @Test
  void aServerThatHangsUpOrStallsInTheHandshakeIsGivenUp() throws Exception {
    HttpSettings quick =
        new HttpSettings(
            new TreeMap<>(),
            _ -> TlsSettings.SYSTEM,
            Duration.ofMillis(300),
            Duration.ofSeconds(60),
            2);
    try (RawServer gone = new RawServer(_ -> {});
        RawServer silent = new RawServer(_ -> Thread.sleep(10_000));
        HttpClient client = new HttpClient(quick)) {
      assertThatThrownBy(() -> get(TlsSettings.SYSTEM, gone))
          .hasMessageEndingWith(
              "127.0.0.1:%d ended the connection during the TLS handshake".formatted(gone.port()));
      assertThatThrownBy(() -> get(client, "127.0.0.1", silent.port()))
          .hasMessageEndingWith(
              "no TLS handshake with 127.0.0.1:%d within 300 ms".formatted(silent.port()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa8", "rsa1", "ec8", "ec1", "ed25519"})
  void aClientShowsItsCertificate(String kind) throws Exception {
    makeClient(kind);
    TlsSettings tls =
        new TlsSettings(
            true,
            List.of(certificates.file("ca.pem")),
            Optional.of(
                new TlsSettings.ClientCertificate(
                    certificates.file(kind + ".pem"), certificates.file(kind + ".key"))));
    try (RawServer raw = start(server, true)) {
      assertThat(get(tls, raw)).isEqualTo("hi");
    }
  }

  private static void makeClient(String kind) throws Exception {
    String key =
        switch (kind) {
          case "rsa8" -> "genpkey -algorithm RSA";
          case "rsa1" -> "genrsa -traditional";
          case "ec8" -> "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384";
          case "ec1" -> "ecparam -name prime256v1 -genkey";
          default -> "genpkey -algorithm ed25519";
        };
    certificates.openssl((key + " -out " + kind + ".key").split(" "));
    certificates.openssl(
        "req -new -subj /CN=client -key".split(" "), kind + ".key", "-out", kind + ".csr");
    certificates.openssl(
        "x509 -req -days 2 -CA ca.pem -CAkey ca.key -CAcreateserial -in".split(" "),
        kind + ".csr",
        "-out",
        kind + ".pem");
  }

  @Test
  void aServerThatWantsACertificateWeDoNotHaveIsNotAskedAgain() throws Exception {
    try (RawServer raw = start(server, true)) {
      assertThatThrownBy(() -> get(trusting("ca.pem"), raw))
          .hasMessage(
              "GET https://127.0.0.1:%d/: the server asks its clients for a certificate that it trusts (TLS alert certificate_required)"
                  .formatted(raw.port()))
          .cause()
          .isInstanceOfSatisfying(
              HttpFailure.class, failure -> assertThat(failure.isTransient()).isFalse());
    }
  }

  @Test
  void anEncryptedKeyIsRefusedWithARemedy() throws Exception {
    certificates.openssl(
        "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -aes128 -pass pass:abcdef -out"
            .split(" "),
        "encrypted.key");
    TlsSettings tls =
        new TlsSettings(
            true,
            List.of(),
            Optional.of(
                new TlsSettings.ClientCertificate(
                    certificates.file("ca.pem"), certificates.file("encrypted.key"))));
    try (RawServer raw = start(server, true)) {
      assertThatThrownBy(() -> get(tls, raw))
          .isInstanceOf(KobakoException.class)
          .hasMessage(
              certificates.file("encrypted.key")
                  + ": the private key is encrypted\n"
                  + "remedy: store it without a pass phrase: openssl pkey -in KEY -out PLAIN_KEY");
    }
  }

  @Test
  void anAuthorityFileWithoutACertificateIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("empty.pem"), "nothing");
    try (RawServer raw = start(server, true)) {
      assertThatThrownBy(() -> get(trusting("empty.pem"), raw))
          .isInstanceOf(KobakoException.class)
          .hasMessage(file + ": holds no certificate in PEM form");
    }
  }
}
