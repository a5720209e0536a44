package dev.kobako.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MisbehavingServerTest {
  private final MisbehavingServer server = MisbehavingServer.start(MisbehavingServerTest::echo);

  private static Answer echo(ReceivedRequest request) throws IOException {
    byte[] body = request.body().readAllBytes();
    return Answer.of(200)
        .with("X-Range", request.header("range").orElse("none"))
        .text(request + " " + new String(body, StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void answersByItsHandlerOnOneConnectionAndRecordsTheRequests() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String body : new String[] {"one", "two"}) {
        HttpRequest put =
            HttpRequest.newBuilder(URI.create(server.url() + "/a?b=c%20d"))
                .header("X-Test", body)
                .PUT(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(put, BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("PUT /a?b=c%20d " + body);
      }
    }
    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.requests("PUT", "/a")).hasSize(2);
    ReceivedRequest second = server.requests().get(1);
    assertThat(second.query("b")).contains("c d");
    assertThat(second.header("x-test")).contains("two");
    assertThat(second.bytesReceived()).isEqualTo(3);
    assertThat(second.bodyText()).isEqualTo("two");
  }

  @Test
  void readsBodiesInChunksAndAsksForThoseThatWait() throws Exception {
    String answer =
        wire(
            """
            POST /x HTTP/1.1
            Transfer-Encoding: chunked
            Expect: 100-continue
            Connection: close

            3;ext=1
            abc
            1
            d
            0
            Trailer: ignored

            """);
    assertThat(answer)
        .isEqualTo(
            """
            HTTP/1.1 100 Continue

            HTTP/1.1 200 Test
            X-Range: none
            Content-Length: 12

            POST /x abcd\
            """);
  }

  @Test
  void rulesCountTheRequestsThatTheyMatch() throws Exception {
    server.on("GET", "/flaky").after(1).times(2).status(503);
    assertThat(get("/flaky").statusCode()).isEqualTo(200);
    assertThat(get("/other").statusCode()).isEqualTo(200);
    assertThat(get("/flaky").statusCode()).isEqualTo(503);
    assertThat(get("/flaky").statusCode()).isEqualTo(503);
    assertThat(get("/flaky").statusCode()).isEqualTo(200);
  }

  @Test
  void rulesSpareThoseWithTheRightHeader() throws Exception {
    server
        .on("*", ".*")
        .unless("Authorization", "Bearer t")
        .answer(Answer.of(401).with("WWW-Authenticate", "Bearer realm=\"x\""));
    assertThat(get("/").statusCode()).isEqualTo(401);
    assertThat(get("/", "Authorization", "Bearer t").statusCode()).isEqualTo(200);
  }

  @Test
  void bodiesEndEarlyInEachOfTheWaysThatRulesKnow() throws Exception {
    server.on("GET", "/truncated").truncateAfter(5);
    server.on("GET", "/long").contentLength(100);
    server.on("GET", "/short").contentLength(3);
    server.on("GET", "/flipped").otherBytes();
    server.on("GET", "/dribble").dribble(2, Duration.ofMillis(1));
    assertThat(wire("GET /truncated HTTP/1.1\n\n")).endsWith("Content-Length: 15\n\nGET /");
    assertThat(wire("GET /long HTTP/1.1\n\n")).endsWith("Content-Length: 100\n\nGET /long ");
    assertThat(wire("GET /short HTTP/1.1\n\n")).endsWith("Content-Length: 3\n\nGET /short ");
    assertThat(wire("GET /flipped HTTP/1.1\nConnection: close\n\n")).endsWith("\n\nFDU!.gmhqqde!");
    assertThat(get("/dribble").body()).isEqualTo("GET /dribble ");
  }

  @Test
  void resetsAreSeenAsSuch() throws IOException {
    server.on("GET", "/reset").reset();
    assertThatThrownBy(() -> wire("GET /reset HTTP/1.1\n\n"))
        .isInstanceOf(SocketException.class)
        .hasMessage("Connection reset");
  }

  @Test
  void endlessBodiesAndHeadersGoOnForMoreThanAnyoneReads() throws Exception {
    server.on("GET", "/body").endlessBody();
    server.on("GET", "/gigabyte").bodyOf(1L << 30);
    server.on("GET", "/headers").endlessHeaders();
    for (String path : new String[] {"/body", "/gigabyte", "/headers"}) {
      try (Socket socket = connected("GET " + path + " HTTP/1.1\n\n")) {
        assertThat(socket.getInputStream().skip(100_000_000)).isEqualTo(100_000_000);
      }
    }
  }

  @Test
  void stalledConnectionsEndWithTheServer() throws Exception {
    server.on("GET", "/stall").stall();
    server.on("GET", "/half").stallAfter(4);
    try (Socket stalled = connected("GET /stall HTTP/1.1\n\n");
        Socket half = connected("GET /half HTTP/1.1\n\n")) {
      InputStream in = half.getInputStream();
      assertThat(text(in.readNBytes("HTTP/1.1 200 Test\nX-Range: none\n".length() + 2)))
          .isEqualTo("HTTP/1.1 200 Test\nX-Range: none\n");
      server.close();
      assertThat(text(in.readAllBytes())).isEqualTo("Content-Length: 10\n\nGET ");
      assertThat(stalled.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void requestsAreTakenInPart() throws Exception {
    server.on("PUT", "/hang").closeAfterReceiving(4);
    server.on("PUT", "/refuse").answerAfterReceiving(4, Answer.of(413));
    server.on("GET", "/whole").ignoreRange();
    server.on("POST", "/mount").refuseMount();
    assertThat(wire("PUT /hang HTTP/1.1\nContent-Length: 9\n\n12345")).isEmpty();
    assertThat(wire("PUT /refuse HTTP/1.1\nContent-Length: 9\n\n12345"))
        .startsWith("HTTP/1.1 413 Test\n");
    assertThat(server.requests("PUT", ".*"))
        .extracting(ReceivedRequest::bytesReceived)
        .containsExactly(4L, 4L);
    assertThat(get("/whole", "Range", "bytes=1-").headers().firstValue("X-Range")).contains("none");
    assertThat(wire("POST /mount?mount=x HTTP/1.1\nConnection: close\n\n"))
        .endsWith("\n\nPOST /mount ");
  }

  @Test
  void connectionsThatWereGoodCloseUnannounced() throws Exception {
    server.on("GET", "/").closeAfterwards();
    assertThat(wire("GET / HTTP/1.1\n\n")).endsWith("\n\nGET / ").doesNotContain("Connection");
  }

  @Test
  void handlersThatFailSayWhy() throws Exception {
    try (MisbehavingServer broken =
        MisbehavingServer.start(_ -> {
          throw new IllegalStateException("oops");
        })) {
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(broken.url())).build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).startsWith("java.lang.IllegalStateException: oops\n");
      }
    }
  }

  @Test
  void speaksTlsAndAsksForClientCertificates(@TempDir Path folder) throws Exception {
    TestCertificates certificates = TestCertificates.in(folder);
    try (MisbehavingServer tls =
            MisbehavingServer.startMutualTls(
                certificates.context(certificates.server()), MisbehavingServerTest::echo);
        HttpClient client =
            HttpClient.newBuilder()
                .sslContext(certificates.context(certificates.client("me")))
                .build();
        HttpClient other =
            HttpClient.newBuilder()
                .sslContext(TestCertificates.in(folder).context(certificates.client("me")))
                .build()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(tls.url() + "/tls")).build();
      assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("GET /tls ");
      assertThatThrownBy(() -> other.send(request, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  /** What comes over a bare socket until the server ends it, with plain line ends. */
  private String wire(String request) throws IOException {
    try (Socket socket = connected(request)) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      socket.getInputStream().transferTo(all);
      return text(all.toByteArray());
    }
  }

  private Socket connected(String request) throws IOException {
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
    socket.setSoTimeout(20_000);
    socket
        .getOutputStream()
        .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
  }
}
