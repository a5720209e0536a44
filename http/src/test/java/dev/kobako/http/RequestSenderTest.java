package dev.kobako.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be sent as promised, or not without another meaning, fails. */
@Timeout(20)
class RequestSenderTest {
  private final HttpClient client = new HttpClient(HttpSettings.of(new TreeMap<>()));

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void aFileShorterThanPromisedFailsAndDropsTheConnection(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("f"), new byte[10]);
    try (var server = RawServer.answering("HTTP/1.1 204 No\r\n\r\n")) {
      RequestBody body = new RequestBody.FileSlice(file, 4, 10, _ -> {});
      Request request = new Request("PUT", server.origin(), "/", Headers.NONE, Optional.of(body));
      assertThatThrownBy(() -> client.send(request))
          .hasMessage(file + ": ended after 10 bytes, expected 14");
      client.send(Request.of("GET", server.origin(), "/", Headers.NONE)).close();
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 11})
  void aStreamOfAnotherLengthThanPromisedFails(long promised) throws IOException {
    try (var server = RawServer.answering("HTTP/1.1 204 No\r\n\r\n")) {
      RequestBody body =
          new RequestBody.Streamed(
              promised,
              out -> {
                out.write(new byte[6]);
                out.write(new byte[4]);
              });
      Request request = new Request("PUT", server.origin(), "/", Headers.NONE, Optional.of(body));
      assertThatThrownBy(() -> client.send(request))
          .hasMessage(
              promised == 9
                  ? "the body has more than the 9 bytes promised"
                  : "the body has 10 bytes, 11 were promised");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/a b,X,y,target",
    "/a\u0085,X,y,target",
    "a,X,y,target",
    "/,X y,z,field",
    "/,X:,z,field"
  })
  void whatWouldChangeTheRequestsMeaningIsNotSent(
      String target, String name, String value, String what) throws IOException {
    try (var server = RawServer.answering("HTTP/1.1 204 No\r\n\r\n")) {
      Request request = Request.of("GET", server.origin(), target, Headers.NONE.with(name, value));
      assertThatThrownBy(() -> client.send(request))
          .isInstanceOf(HttpFailure.class)
          .hasMessageContaining("GET " + server.origin())
          .hasMessageContaining(what)
          .hasMessageEndingWith("can't be sent: it has letters that HTTP doesn't allow there");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void aLineEndInATargetIsNotSent() throws IOException {
    try (var server = RawServer.answering("HTTP/1.1 204 No\r\n\r\n")) {
      Request request = Request.of("GET", server.origin(), "/a HTTP/1.1\r\nX: y", Headers.NONE);
      assertThatThrownBy(() -> client.send(request))
          .hasMessage(
              "GET %s/a HTTP/1.1??X: y: the target \"/a HTTP/1.1??X: y\" can't be sent: it has letters that HTTP doesn't allow there"
                  .formatted(server.origin()));
    }
  }

  @Test
  void aSecretInAHeaderIsNotShownWhenItIsRefused() throws IOException {
    try (var server = RawServer.answering("HTTP/1.1 204 No\r\n\r\n")) {
      Headers headers = Headers.NONE.with("Authorization", "hunter2\r\n");
      assertThatThrownBy(() -> client.send(Request.of("GET", server.origin(), "/", headers)))
          .hasMessage(
              "GET %s/: the value of the header field Authorization can't be sent: it has letters"
                      .formatted(server.origin())
                  + " that HTTP doesn't allow there");
    }
  }
}
