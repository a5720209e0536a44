package dev.kobako.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.testkit.Answer;
import dev.kobako.testkit.MisbehavingServer;
import dev.kobako.testkit.ReceivedRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A body comes whole, or is told why not, whatever the server does to its connections. */
@Timeout(20)
class ResumedBodyTest {
  private static final int SIZE = 300_000;
  private static final byte[] BYTES = bytes();

  private final HttpClient client =
      new HttpClient(
          new HttpSettings(
              new TreeMap<>(),
              _ -> TlsSettings.SYSTEM,
              Duration.ofSeconds(5),
              Duration.ofMillis(300),
              2));
  private final MisbehavingServer server = MisbehavingServer.start(ResumedBodyTest::answer);
  private final List<Duration> pauses = new ArrayList<>();
  private final Retry retry =
      new Retry(Retry.Limits.USUAL, () -> Instant.EPOCH, pauses::add, () -> 1.0);

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static Answer answer(ReceivedRequest request) {
    String range = request.header("Range").orElse("");
    if (range.isEmpty()) {
      return Answer.of(200).body(Answer.Body.of(BYTES, 0, SIZE));
    }
    int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    return Answer.of(206)
        .with("Content-Range", "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE)
        .body(Answer.Body.of(BYTES, from, SIZE));
  }

  private List<String> ranges() {
    return server.requests().stream()
        .map(request -> request.path() + " " + request.header("Range").orElse("all"))
        .toList();
  }

  /** Asks for one path after the other, and keeps what it is shown. */
  private final class Paths implements ResumedBody.Source {
    private final List<String> paths;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private long left = -1;
    private int current;

    Paths(String... paths) {
      this.paths = List.of(paths);
    }

    private Request request(Headers headers) {
      HttpUrl url = HttpUrl.parse(server.url() + paths.get(current)).orElseThrow();
      return Request.of("GET", url.origin(), url.target(), headers);
    }

    @Override
    public String place() {
      return request(Headers.NONE).display();
    }

    @Override
    public Response ask(long position) throws IOException {
      return client.send(
          request(
              position == 0
                  ? Headers.NONE
                  : Headers.NONE.with("Range", "bytes=" + position + "-")));
    }

    @Override
    public KobakoException refusal(Response answer, long position) {
      return outside("status " + answer.status() + " at " + position, null);
    }

    @Override
    public KobakoException wrong(String fact) {
      return KobakoException.finding(Diagnostic.of(place(), fact));
    }

    @Override
    public KobakoException unreachable(IOException cause) {
      return outside(String.valueOf(cause.getMessage()), cause);
    }

    private KobakoException outside(String fact, @Nullable IOException cause) {
      return KobakoException.outside(Diagnostic.of(place(), fact), cause);
    }

    @Override
    public void passOver(KobakoException failure) {
      if (current == paths.size() - 1) {
        throw failure;
      }
      current++;
    }

    @Override
    public void came(byte[] bytes, int offset, int count, long stillToCome) {
      seen.write(bytes, offset, count);
      left = stillToCome;
    }
  }

  private byte[] read(Paths paths) throws IOException {
    try (InputStream in = ResumedBody.open(paths, retry, SIZE, 0)) {
      return in.readAllBytes();
    }
  }

  private void assertFailure(String message, String... paths) {
    assertThatThrownBy(() -> read(new Paths(paths)))
        .isInstanceOf(KobakoException.class)
        .hasMessage(message.replace("SERVER", server.url()));
  }

  @Test
  void aWellBehavedServerIsAskedOnceAndItsBytesAreSeen() throws IOException {
    Paths paths = new Paths("/a");
    assertThat(read(paths)).isEqualTo(BYTES);
    assertThat(ranges()).containsExactly("/a all");
    assertThat(paths.seen.toByteArray()).isEqualTo(BYTES);
    assertThat(paths.left).isZero();
    assertThat(pauses).isEmpty();
  }

  @Test
  void anOffsetIsAskedForAsARange() throws IOException {
    try (InputStream in = ResumedBody.open(new Paths("/a"), retry, SIZE, SIZE - 3)) {
      assertThat(in.readAllBytes())
          .containsExactly(BYTES[SIZE - 3], BYTES[SIZE - 2], BYTES[SIZE - 1]);
    }
    assertThat(ranges()).containsExactly("/a bytes=299997-");
  }

  @Test
  void theEndIsNotAskedForAndWhatLiesBeyondIsABug() throws IOException {
    try (InputStream in = ResumedBody.open(new Paths("/a"), retry, SIZE, SIZE)) {
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThat(server.requests()).isEmpty();
    assertThatThrownBy(() -> ResumedBody.open(new Paths("/a"), retry, SIZE, SIZE + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("offset 300001 of 300000");
  }

  @Test
  void afterACutItGoesOnWhereItWas() throws IOException {
    server.on("GET", "/a").once().truncateAfter(100_000);
    Paths paths = new Paths("/a");
    assertThat(read(paths)).isEqualTo(BYTES);
    assertThat(ranges()).containsExactly("/a all", "/a bytes=100000-");
    assertThat(paths.seen.toByteArray()).isEqualTo(BYTES);
  }

  @Test
  void afterAStallItGoesOnWhereItWas() throws IOException {
    server.on("GET", "/a").once().stallAfter(5000);
    assertThat(read(new Paths("/a"))).isEqualTo(BYTES);
    assertThat(ranges()).containsExactly("/a all", "/a bytes=5000-");
  }

  @Test
  void aServerWithoutRangesGivesTheWholeAgain() throws IOException {
    server.on("GET", "/a").once().truncateAfter(100_000);
    server.on("GET", "/a").once().ignoreRange();
    assertThat(read(new Paths("/a"))).isEqualTo(BYTES);
  }

  @Test
  void aBodyThatEndsEarlyWithoutALengthIsCutToo() throws IOException {
    server
        .on("GET", "/a")
        .once()
        .raw("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "z".repeat(10));
    try (InputStream in = ResumedBody.open(new Paths("/a"), retry, SIZE, 0)) {
      assertThat(in.readNBytes(12))
          .startsWith("zzzzzzzzzz".getBytes(UTF_8))
          .endsWith(BYTES[10], BYTES[11]);
    }
    assertThat(ranges()).containsExactly("/a all", "/a bytes=10-");
  }

  @Test
  void failuresWithProgressBetweenThemAreNoSeries() throws IOException {
    server.on("GET", "/a").times(20).truncateAfter(2000);
    assertThat(read(new Paths("/a"))).isEqualTo(BYTES);
    assertThat(pauses).hasSize(20).containsOnly(Duration.ofMillis(250));
  }

  @Test
  void failuresWithHardlyAnyProgressAreOneSeriesThatEnds() {
    server.on("GET", "/a").truncateAfter(10);
    assertFailure(
        "GET SERVER/a: GET SERVER/a: the connection ended after 10 of 299960 bytes", "/a");
    assertThat(server.requests()).hasSize(5);
  }

  @Test
  void aServerThatCutsForEverIsGivenUpThoughItMakesProgress() {
    server.on("GET", "/a").truncateAfter(2000);
    assertFailure(
        "GET SERVER/a: GET SERVER/a: the connection ended after 2000 of 100000 bytes", "/a");
    assertThat(server.requests()).hasSize(101);
  }

  @Test
  void aStatusThatPassesIsTriedAgainAndAnyOtherIsARefusal() throws IOException {
    server.on("GET", "/a").once().status(503);
    assertThat(read(new Paths("/a"))).isEqualTo(BYTES);
    server.on("GET", "/b").status(403);
    assertFailure("GET SERVER/b: status 403 at 0", "/b");
    assertThat(server.requests("GET", "/b")).hasSize(1);
  }

  @Test
  void anotherLengthOrRangeThanPromisedIsWrong() {
    server.on("GET", "/long").bodyOf(SIZE + 1);
    assertFailure("GET SERVER/long: has 300001 bytes, expected 300000", "/long");
    server.on("GET", "/range").once().truncateAfter(7);
    server.on("GET", "/range").header("Content-Range", "bytes 5-299999/300000");
    assertFailure(
        "GET SERVER/range: sent the range 'bytes 5-299999/300000', expected bytes 7-299999/300000",
        "/range");
    server.on("GET", "/unasked").answer(Answer.of(206));
    assertFailure(
        "GET SERVER/unasked: sent the range '', expected bytes 0-299999/300000", "/unasked");
  }

  @Test
  void whereOneServerGivesUpTheNextGoesOn() throws IOException {
    server.on("GET", "/a").once().truncateAfter(100_000);
    server.on("GET", "/a").status(404);
    Paths paths = new Paths("/missing", "/a", "/b");
    server.on("GET", "/missing").status(404);
    assertThat(read(paths)).isEqualTo(BYTES);
    assertThat(ranges())
        .containsExactly("/missing all", "/a all", "/a bytes=100000-", "/b bytes=100000-");
  }
}
