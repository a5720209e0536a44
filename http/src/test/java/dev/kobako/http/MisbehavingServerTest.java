package dev.kobako.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server does wrong ends the exchange within bounds, with words. */
@Timeout(20)
class MisbehavingServerTest {
  private static final long STALL_MILLIS = 10_000;

  private final HttpClient client = new HttpClient(settings(Duration.ofMillis(300)));

  private static HttpSettings settings(Duration idle) {
    return new HttpSettings(
        new TreeMap<>(), _ -> TlsSettings.SYSTEM, Duration.ofSeconds(5), idle, 2);
  }

  @AfterEach
  void close() {
    client.close();
  }

  private void get(RawServer server) throws IOException {
    try (Response response =
        client.send(Request.of("GET", server.origin(), "/a?secret=1", Headers.NONE))) {
      response.body().transferTo(OutputStream.nullOutputStream());
    }
  }

  private HttpFailure failure(RawServer server) {
    HttpFailure failure = catchThrowableOfType(HttpFailure.class, () -> get(server));
    assertThat(failure.place()).isEqualTo("GET http://127.0.0.1:" + server.port() + "/a?…");
    return failure;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SSH-2.0-OpenSSH\\r\\n                  | the server's answer is no HTTP/1.1; it begins with "SSH-2.0-OpenSSH"
          HTTP/1.1 20 OK\\r\\n\\r\\n             | the server's answer is no HTTP/1.1; it begins with "HTTP/1.1 20 OK"
          HTTP/1.1 600 Odd\\r\\n\\r\\n           | the server's answer is no HTTP/1.1; it begins with "HTTP/1.1 600 Odd"
          HTTP/2.0 200 OK\\r\\n\\r\\n            | the server's answer is no HTTP/1.1; it begins with "HTTP/2.0 200 OK"
          HTTP/1.1 101 Switch\\r\\n\\r\\n        | the server changes the protocol, which nobody asked for
          HTTP/1.1 200 OK\\r\\nX\\r\\n\\r\\n     | the answer has a malformed header field "X"
          HTTP/1.1 200 OK\\r\\nX : 1\\r\\n\\r\\n | the answer has a malformed header field "X : 1"
          HTTP/1.1 200 OK\\r\\nX: 1\\r\\n y\\r\\n\\r\\n | the answer has a malformed header field " y"
          HTTP/1.1 200 OK\\r\\nX: \\1\\r\\n\\r\\n   | the answer's header field X holds a control character
          HTTP/1.1 200 OK\\r\\nX: a\\rY: b\\r\\n\\r\\n  | the answer's header field X holds a control character
          HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\nContent-Length: 2\\r\\n\\r\\n | the answer has several lengths: 1 and 2
          HTTP/1.1 200 OK\\r\\nContent-Length: 1, 1\\r\\n\\r\\n | the answer has Content-Length "1, 1", expected a number
          HTTP/1.1 200 OK\\r\\nContent-Length: -1\\r\\n\\r\\n | the answer has Content-Length "-1", expected a number
          HTTP/1.1 200 OK\\r\\nContent-Length: 9999999999999999999\\r\\n\\r\\n | the answer has Content-Length "9999999999999999999", expected a number
          HTTP/1.1 200 OK\\r\\nContent-Length: 1\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n | the answer has both Transfer-Encoding and Content-Length
          HTTP/1.1 200 OK\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n | the answer has Transfer-Encoding "gzip, chunked", expected chunked
          HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nx\\r\\n | the answer has a malformed chunk size "x"
          HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n-1\\r\\n | the answer has a malformed chunk size "-1"
          HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\nffffffffffffffff\\r\\n | the answer has a chunk of absurd size
          HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1\\r\\nab\\r\\n | a chunk of the answer is longer than its size says
          """)
  void whatIsNoHttpIsRefused(String answer, String fact) throws IOException {
    try (var server = RawServer.answering(answer.translateEscapes())) {
      HttpFailure failure = failure(server);
      assertThat(failure.fact()).isEqualTo(fact);
      assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.PROTOCOL);
      assertThat(failure.isTransient()).isFalse();
    }
  }

  @Test
  void aBodyThatTricklesIsGivenUp() throws IOException {
    try (var server =
        new RawServer(talk -> {
          talk.head();
          talk.say("HTTP/1.1 200 OK\r\n\r\n");
          while (true) {
            talk.say("z");
            Thread.sleep(20);
          }
        })) {
      HttpFailure failure = failure(server);
      assertThat(failure.fact())
          .isEqualTo("fewer than 1024 bytes came in 300 ms in the middle of the answer");
      assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.STALLED);
    }
  }

  @Test
  void aBodyThatTakesLongerThanOneWaitButComesIsRead() throws IOException {
    try (var slow = new HttpClient(settings(Duration.ofSeconds(2)));
        var server =
            new RawServer(talk -> {
              talk.head();
              talk.say("HTTP/1.1 200 OK\r\nContent-Length: 5120\r\n\r\n");
              for (int i = 0; i < 5; i++) {
                Thread.sleep(500);
                talk.say("z".repeat(1024));
              }
            });
        Response response = slow.send(Request.of("GET", server.origin(), "/a", Headers.NONE))) {
      assertThat(response.bytes(10_000)).hasSize(5120);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK\\r\\nX: ¶ | status line and headers of the answer has more than 65536 bytes
          HTTP/1.1 200 OK\\r\\n¶X: y\\r\\n | status line and headers of the answer has more than 65536 bytes
          HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n1;¶x | chunk size of the answer has more than 4096 bytes
          HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n¶X: y\\r\\n | trailer of the answer has more than 65536 bytes
          """)
  void whatDoesNotEndIsCutOff(String answer, String fact) throws IOException {
    String[] onceAndForEver = answer.translateEscapes().split("¶");
    try (var server =
        new RawServer(talk -> {
          talk.head();
          talk.say(onceAndForEver[0]);
          while (true) {
            talk.say((onceAndForEver.length > 1 ? onceAndForEver[1] : "z").repeat(1000));
          }
        })) {
      assertThat(failure(server).fact()).isEqualTo("the " + fact);
    }
  }

  @Test
  void interimAnswersAreSkippedButNotForEver() throws IOException {
    String interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    try (var server = RawServer.answering(interim.repeat(3) + "HTTP/1.1 204 No\r\n\r\n");
        var endless = RawServer.answering(interim.repeat(20))) {
      get(server);
      assertThat(failure(endless).fact()).isEqualTo("more than 16 interim answers");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 2 | the connection ended in the status line and headers of the answer
          HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\n123 | the connection ended after 3 of 10 bytes
          HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\na\\r\\n123 | the connection ended within a chunk, 7 bytes before its end
          HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n3\\r\\n123\\r\\n | the connection ended in the chunk size of the answer
          """)
  void anAnswerThatIsCutIsNoAnswer(String answer, String fact) throws IOException {
    try (var server = RawServer.answeringOnce(answer.translateEscapes())) {
      HttpFailure failure = failure(server);
      assertThat(failure.fact()).isEqualTo(fact);
      assertThat(failure.isTransient()).isTrue();
    }
  }

  @Test
  void aResetInTheMiddleIsToldAsSuch() throws IOException {
    try (var server =
        new RawServer(talk -> {
          talk.head();
          talk.say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123");
          Thread.sleep(100);
          talk.socket().setSoLinger(true, 0);
        })) {
      HttpFailure failure = failure(server);
      assertThat(failure.fact()).isEqualTo("the connection broke in the middle of the answer");
      assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.CUT);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''         | before an answer came
          HTTP/1.1 2 | in the middle of the answer
          HTTP/1.1 200 OK\\r\\nContent-Length: 10\\r\\n\\r\\n123 | in the middle of the answer
          """)
  void aServerThatStallsIsGivenUp(String answer, String when) throws IOException {
    try (var server =
        new RawServer(talk -> {
          talk.head();
          talk.say(answer.translateEscapes());
          Thread.sleep(STALL_MILLIS);
        })) {
      HttpFailure failure = failure(server);
      assertThat(failure.fact()).isEqualTo("nothing came or went for 300 ms " + when);
      assertThat(failure.kind()).isEqualTo(HttpFailure.Kind.STALLED);
    }
  }

  @Test
  void aHeadThatTricklesIsGivenUp() throws IOException {
    try (var server =
        new RawServer(talk -> {
          talk.head();
          for (char c : "HTTP/1.1 200 OK\r\nX: ".toCharArray()) {
            talk.say(String.valueOf(c));
            Thread.sleep(100);
          }
          Thread.sleep(STALL_MILLIS);
        })) {
      assertThat(failure(server).kind()).isEqualTo(HttpFailure.Kind.STALLED);
    }
  }

  @Test
  void aServerThatStopsToListenIsGivenUp(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[40 << 20]);
    try (var server = new RawServer(_ -> Thread.sleep(STALL_MILLIS))) {
      RequestBody body = new RequestBody.FileSlice(file, 0, 40 << 20, _ -> {});
      Request request = new Request("PUT", server.origin(), "/", Headers.NONE, Optional.of(body));
      assertThatThrownBy(() -> client.send(request))
          .hasMessage(
              "PUT %s/: nothing came or went for 300 ms while the request was sent"
                  .formatted(server.origin()));
    }
  }

  @Test
  void anAnswerThatComesEarlyIsRead(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[40 << 20]);
    try (var server =
        RawServer.answeringOnce("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig")) {
      RequestBody body = new RequestBody.FileSlice(file, 0, 40 << 20, _ -> {});
      Request request = new Request("PUT", server.origin(), "/", Headers.NONE, Optional.of(body));
      try (Response response = client.send(request)) {
        assertThat(response.status()).isEqualTo(413);
        assertThat(response.bytes(10)).asString().isEqualTo("big");
      }
    }
  }

  @Test
  void aBodyBeyondItsBoundIsRefused() throws IOException {
    try (var server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n1234")) {
      try (Response response = client.send(Request.of("GET", server.origin(), "/", Headers.NONE))) {
        assertThatThrownBy(() -> response.bytes(3))
            .hasMessage("GET %s/: the answer has more than 3 bytes".formatted(server.origin()));
      }
    }
  }
}
