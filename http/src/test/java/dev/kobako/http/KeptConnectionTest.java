package dev.kobako.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class KeptConnectionTest {
  private static final String EMPTY = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

  private final HttpClient client = new HttpClient(HttpSettings.of(new TreeMap<>()));

  @AfterEach
  void close() {
    client.close();
  }

  private Response send(String method, RawServer server) throws IOException {
    return client.send(Request.of(method, server.origin(), "/", Headers.NONE));
  }

  @Test
  void oneConnectionServesManyExchanges() throws IOException {
    try (var server = RawServer.answering(EMPTY)) {
      for (int i = 0; i < 10; i++) {
        send("GET", server).close();
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aServerThatClosesIsBelieved() throws IOException {
    try (var server =
        RawServer.answering(
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: x, Close\r\n\r\n")) {
      send("GET", server).close();
      send("GET", server).close();
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aSmallRestIsReadAndALargeOneDropped() throws IOException {
    try (var small = RawServer.answering(answer(50_000));
        var large = RawServer.answering(answer(10_000_000))) {
      for (RawServer server : List.of(small, large)) {
        send("GET", server).close();
        send("GET", server).close();
      }
      assertThat(small.connections()).isEqualTo(1);
      assertThat(large.connections()).isEqualTo(2);
    }
  }

  private static String answer(int length) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length);
  }

  @Test
  void headAnd304HaveNoBodyWhateverTheirHeadSays() throws IOException {
    String head = "HTTP/1.1 %s\r\nContent-Length: 10\r\n\r\n";
    try (var server = RawServer.answering(head.formatted("200 OK"));
        var unchanged = RawServer.answering(head.formatted("304 Not Modified"))) {
      for (int i = 0; i < 2; i++) {
        try (Response response = send("HEAD", server)) {
          assertThat(response.bytes(10)).isEmpty();
          assertThat(response.headers().first("content-length")).contains("10");
        }
        try (Response response = send("GET", unchanged)) {
          assertThat(response.bytes(10)).isEmpty();
        }
      }
      assertThat(server.connections()).isEqualTo(1);
      assertThat(unchanged.connections()).isEqualTo(1);
    }
  }

  @Test
  void bytesBehindAnAnswerAreNotTakenForTheNext() throws IOException {
    try (var server = RawServer.answering(EMPTY + "HTTP/1.1 500 Smuggled\r\n\r\n")) {
      for (int i = 0; i < 3; i++) {
        try (Response response = send("GET", server)) {
          assertThat(response.status()).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void aConnectionThatDiedWhileItWasKeptIsReplaced() throws IOException {
    try (var server = RawServer.answeringOnce(EMPTY)) {
      for (int i = 0; i < 5; i++) {
        send("POST", server).close();
        server.awaitEnd();
      }
      assertThat(server.connections()).isEqualTo(5);
    }
  }

  @Test
  void anIdempotentRequestGoesOverANewConnectionWhenTheKeptOneDiesUnderIt() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    try (var server = dyingOnSecond(requests)) {
      send("GET", server).close();
      send("GET", server).close();
      assertThat(requests).hasValue(3);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aPostIsNotSentTwice() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    try (var server = dyingOnSecond(requests)) {
      send("GET", server).close();
      assertThatThrownBy(() -> send("POST", server))
          .hasMessage(
              "POST %s/: the connection ended before an answer came".formatted(server.origin()));
      assertThat(requests).hasValue(2);
    }
  }

  private static RawServer dyingOnSecond(AtomicInteger requests) throws IOException {
    return new RawServer(talk -> {
      talk.head();
      requests.incrementAndGet();
      talk.say(EMPTY);
      talk.head();
      requests.incrementAndGet();
    });
  }

  @Test
  void noMoreExchangesRunThanAllowedAndReadersDoNotBlockWriters() throws Exception {
    HttpSettings usual = HttpSettings.of(new TreeMap<>());
    HttpSettings two =
        new HttpSettings(
            usual.environment(), usual.tls(), usual.connectTimeout(), usual.idleTimeout(), 2);
    try (var server = RawServer.answering(EMPTY);
        HttpClient few = new HttpClient(two)) {
      Request get = Request.of("GET", server.origin(), "/", Headers.NONE);
      List<Response> open = new ArrayList<>(List.of(few.send(get), few.send(get)));
      few.send(Request.of("POST", server.origin(), "/", Headers.NONE)).close();
      CountDownLatch third = new CountDownLatch(1);
      Thread waiting =
          Thread.startVirtualThread(() -> {
            try {
              few.send(get).close();
              third.countDown();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      while (waiting.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertThat(third.getCount()).isEqualTo(1);
      open.removeFirst().close();
      third.await();
      open.removeFirst().close();
      waiting.join();
      assertThat(server.connections()).isLessThanOrEqualTo(3);
    }
  }
}
