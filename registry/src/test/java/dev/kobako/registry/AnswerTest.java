package dev.kobako.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.http.Headers;
import dev.kobako.http.HttpUrl;
import dev.kobako.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final Call CALL =
      new Call(
          "place",
          "GET",
          HttpUrl.parse("https://r.example/v2/").orElseThrow(),
          Headers.NONE,
          Optional.empty(),
          Scope.NONE);

  /** An answer in pieces of one byte. */
  private record Dribble(InputStream body) implements Response {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public Headers headers() {
      return Headers.NONE;
    }

    @Override
    public byte[] bytes(int limit) throws IOException {
      return body.readNBytes(limit);
    }

    @Override
    public void close() {}
  }

  private static Response dribble() {
    return new Dribble(
        new ByteArrayInputStream(new byte[100]) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 1));
          }
        });
  }

  @Test
  void anAnswerThatNeverEndsIsGivenUp() throws IOException {
    assertThat(Answer.read(CALL, dribble(), 99, Duration.ofMinutes(1)).body()).hasSize(99);
    assertThatThrownBy(() -> Answer.read(CALL, dribble(), 99, Duration.ZERO))
        .hasMessage("GET https://r.example/v2/: after 0 s the answer has not come to its end");
  }
}
