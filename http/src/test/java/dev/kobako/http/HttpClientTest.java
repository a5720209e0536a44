package dev.kobako.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class HttpClientTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final HttpClient client = new HttpClient(HttpSettings.of(new TreeMap<>()));

  @AfterEach
  void close() {
    client.close();
  }

  private String get(Origin origin) throws IOException {
    try (Response response = client.send(Request.of("GET", origin, "/", Headers.NONE))) {
      return response.status() + " " + new String(response.bytes(1000), StandardCharsets.UTF_8);
    }
  }

  private String send(String method, Origin origin, RequestBody body) throws IOException {
    Request request = new Request(method, origin, "/x?y=z", Headers.NONE, Optional.of(body));
    try (Response response = client.send(request)) {
      return response.status() + " " + new String(response.bytes(1000), StandardCharsets.UTF_8);
    }
  }

  @Test
  void aBodyOfKnownLengthIsRead() throws IOException {
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")) {
      assertThat(get(server.origin())).isEqualTo("200 hi");
    }
  }

  @Test
  void aBodyInChunksIsRead() throws IOException {
    try (var server =
        RawServer.answering(
            CHUNKED + "2\r\nhi\r\nA;x=\"y\"\r\n, stranger\r\n0\r\nX-Sum: 1\r\n\r\n")) {
      assertThat(get(server.origin())).isEqualTo("200 hi, stranger");
      assertThat(get(server.origin())).isEqualTo("200 hi, stranger");
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aBodyWithoutALengthEndsWithItsConnection() throws IOException {
    try (var server = RawServer.answeringOnce("HTTP/1.0 200 OK\r\n\r\nall")) {
      assertThat(get(server.origin())).isEqualTo("200 all");
    }
  }

  @Test
  void theRequestIsSentAsGiven() throws IOException {
    List<String> heads = new CopyOnWriteArrayList<>();
    try (var server =
        new RawServer(talk -> {
          heads.add(talk.head());
          talk.say("HTTP/1.1 204 No Content\r\n\r\n");
        })) {
      Headers headers = Headers.NONE.with("Accept", "a/b").with("X-Two", "é\t2");
      client.send(Request.of("GET", server.origin(), "/v2/?n=1", headers)).close();
      assertThat(heads)
          .containsExactly(
              "GET /v2/?n=1 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: a/b\r\nX-Two: é\t2\r\n\r\n"
                  .formatted(server.port()));
    }
  }

  @Test
  void aSliceOfAFileIsSentAndCounted(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("f"), "0123456789");
    List<Long> counts = new ArrayList<>();
    try (var server = echoing(4)) {
      String echo =
          send("PUT", server.origin(), new RequestBody.FileSlice(file, 3, 4, counts::add));
      assertThat(echo).isEqualTo("200 3456");
      assertThat(counts).containsExactly(4L);
    }
  }

  @Test
  void aBodyOfUnknownLengthIsSentInChunks() throws IOException {
    try (var server = echoing(70_000 + 7 + 2 + 6 + 2 + 5)) {
      RequestBody body =
          new RequestBody.Streamed(
              RequestBody.UNKNOWN,
              out -> out.write("x".repeat(70_000).getBytes(StandardCharsets.US_ASCII)));
      Request request = new Request("POST", server.origin(), "/", Headers.NONE, Optional.of(body));
      try (Response response = client.send(request)) {
        String framed = new String(response.bytes(100_000), StandardCharsets.US_ASCII);
        assertThat(framed)
            .isEqualTo(
                "10000\r\n%s\r\n1170\r\n%s\r\n0\r\n\r\n"
                    .formatted("x".repeat(65_536), "x".repeat(4464)));
      }
    }
  }

  private static RawServer echoing(int length) throws IOException {
    return new RawServer(talk -> {
      while (true) {
        talk.head();
        String body = talk.bytes(length);
        talk.say("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + body);
      }
    });
  }

  @Test
  void aServerBehindAUnixSocketIsAsked(@TempDir Path folder) throws IOException {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofVirtual().start(() -> answerOne(listener));
      assertThat(get(new Origin.Unix(socket))).isEqualTo("200 unix");
    }
  }

  @Test
  void aSocketThatIsNotThereIsNamed(@TempDir Path folder) {
    Path socket = folder.resolve("docker.sock");
    assertThatThrownBy(() -> get(new Origin.Unix(socket)))
        .hasMessage("GET unix:%s/: can't connect: No such file or directory".formatted(socket))
        .isInstanceOfSatisfying(
            HttpFailure.class, e -> assertThat(e.kind()).isEqualTo(HttpFailure.Kind.CONNECT));
  }

  @Test
  void aServerThatIsNotThereIsNamedWithARemedy() throws IOException {
    Origin.Tcp origin;
    try (RawServer gone = RawServer.answering("")) {
      origin = gone.origin();
    }
    assertThatThrownBy(() -> get(origin))
        .isInstanceOfSatisfying(
            HttpFailure.class,
            e ->
                assertThat(e.diagnostic().render())
                    .isEqualTo(
                        "GET %s/: can't connect to 127.0.0.1:%d: Connection refused\nremedy: check that the server runs and can be reached from here"
                            .formatted(origin, origin.port())));
  }

  @Test
  void aNameWithoutAnAddressIsNamed() {
    assertThatThrownBy(() -> get(new Origin.Tcp(Origin.Scheme.HTTP, "no.invalid", 80)))
        .hasMessage("GET http://no.invalid/: no address is known for no.invalid")
        .isInstanceOfSatisfying(HttpFailure.class, e -> assertThat(e.isTransient()).isFalse());
  }

  private static void answerOne(ServerSocketChannel listener) {
    try (SocketChannel channel = listener.accept()) {
      assertThat(channel.read(ByteBuffer.allocate(1000))).isPositive();
      channel.write(
          ByteBuffer.wrap(
              "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nunix"
                  .getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void namesOfThisMachineLeadToItWhateverAResolverSays() throws IOException {
    try (RawServer server = RawServer.answering("HTTP/1.1 204 Fine\r\n\r\n");
        HttpClient client = new HttpClient(HttpSettings.of(new TreeMap<>()))) {
      for (String name : List.of("localhost", "a.localhost", "no-such-name.b.localhost")) {
        Origin origin = new Origin.Tcp(Origin.Scheme.HTTP, name, server.port());
        try (Response response = client.send(Request.of("GET", origin, "/", Headers.NONE))) {
          assertThat(response.status()).isEqualTo(204);
        }
      }
    }
  }

  @Test
  void textsOfRequestsAndSettingsShowNoSecret() {
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put("https_proxy", "http://me:hunter2@proxy");
    Request request =
        Request.of(
            "GET",
            new Origin.Tcp(Origin.Scheme.HTTPS, "r.example", 443),
            "/v2/?sig=hunter2",
            Headers.NONE.with("Authorization", "Bearer hunter2"));
    assertThat(HttpSettings.of(environment) + "\n" + request + "\n" + request.headers())
        .isEqualTo(
            """
            connect within PT15S, idle for PT1M, 8 connections
            GET https://r.example/v2/?…
            Headers[fields=[Authorization: …]]\
            """);
  }
}
