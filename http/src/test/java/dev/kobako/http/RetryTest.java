package dev.kobako.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final List<Duration> pauses = new ArrayList<>();
  private final Deque<Object> outcomes = new ArrayDeque<>();
  private int closed;

  private final Retry retry =
      new Retry(
          Retry.Limits.USUAL,
          () -> now,
          pause -> {
            pauses.add(pause);
            now = now.plus(pause);
          },
          () -> 1.0);

  private int send() throws IOException {
    return retry
        .send(
            "GET http://a/",
            () -> {
              Object outcome = outcomes.removeFirst();
              if (outcome instanceof HttpFailure failure) {
                throw failure;
              }
              return (Response) outcome;
            })
        .status();
  }

  private Response answer(int status, String... retryAfter) {
    Headers headers =
        retryAfter.length == 0 ? Headers.NONE : Headers.NONE.with("Retry-After", retryAfter[0]);
    return new Response() {
      @Override
      public int status() {
        return status;
      }

      @Override
      public Headers headers() {
        return headers;
      }

      @Override
      public InputStream body() {
        return new ByteArrayInputStream(new byte[0]);
      }

      @Override
      public byte[] bytes(int limit) {
        return new byte[0];
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }

  private static HttpFailure failure(HttpFailure.Kind kind) {
    return new HttpFailure(kind, "GET http://a/", "it failed", null);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void aStatusThatPassesIsTriedAgain(int status) throws IOException {
    outcomes.add(answer(status));
    outcomes.add(answer(200));
    assertThat(send()).isEqualTo(200);
    assertThat(closed).isEqualTo(1);
    assertThat(pauses).containsExactly(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 307, 400, 401, 403, 404, 416, 501, 505})
  void anyOtherStatusIsFinal(int status) throws IOException {
    outcomes.add(answer(status));
    assertThat(send()).isEqualTo(status);
    assertThat(closed).isZero();
    assertThat(pauses).isEmpty();
  }

  @Test
  void pausesDoubleAndTheLastAnswerIsGivenOpen() throws IOException {
    for (int i = 0; i < 5; i++) {
      outcomes.add(answer(503));
    }
    assertThat(send()).isEqualTo(503);
    assertThat(closed).isEqualTo(4);
    assertThat(pauses)
        .containsExactly(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofMillis(1000),
            Duration.ofMillis(2000));
  }

  @Test
  void aFailureThatPassesIsTriedAgainAndTheLastOneThrown() {
    for (int i = 0; i < 5; i++) {
      outcomes.add(failure(HttpFailure.Kind.CUT));
    }
    assertThatThrownBy(this::send).hasMessage("GET http://a/: it failed");
    assertThat(pauses).hasSize(4);
  }

  @Test
  void aFailureThatStaysIsThrownAtOnce() {
    outcomes.add(failure(HttpFailure.Kind.TLS));
    assertThatThrownBy(this::send).hasMessage("GET http://a/: it failed");
    assertThat(pauses).isEmpty();
  }

  @Test
  void theServersOwnPauseGoesBefore() throws IOException {
    outcomes.add(answer(429, "7"));
    outcomes.add(answer(429, "Sun, 01 Mar 2026 12:00:27 GMT"));
    outcomes.add(answer(429, "Sun, 01 Mar 2020 12:00:00 GMT"));
    outcomes.add(answer(429, "soon"));
    outcomes.add(answer(200));
    assertThat(send()).isEqualTo(200);
    assertThat(pauses)
        .containsExactly(
            Duration.ofSeconds(7), Duration.ofSeconds(20), Duration.ZERO, Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"61", "9223372036854775807", "Mon, 02 Mar 2026 12:00:00 GMT"})
  void whoAsksForTooLongAPauseIsGivenUp(String retryAfter) {
    outcomes.add(answer(429, retryAfter));
    assertThatThrownBy(this::send)
        .isInstanceOf(HttpFailure.class)
        .hasMessageMatching(
            "GET http://a/: status 429, and the server asks to come back in \\d+ s, later than the"
                + " 60 s we wait");
    assertThat(closed).isEqualTo(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void allTriesTogetherHaveABound() throws IOException {
    for (int i = 0; i < 5; i++) {
      outcomes.add(answer(503, "59"));
    }
    assertThat(send()).isEqualTo(503);
    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(59), Duration.ofSeconds(59), Duration.ofSeconds(59));
  }
}
