package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AheadTest {
  @Test
  void itIsMadeBeforeItIsAskedFor() throws InterruptedException {
    CountDownLatch made = new CountDownLatch(1);
    Ahead<String> ahead =
        Ahead.begin(
            "test",
            () -> {
              made.countDown();
              return "x";
            });
    made.await();
    assertThat(ahead.result()).isEqualTo("x");
  }

  @Test
  void aFailureIsToldToWhoAsks() {
    KobakoException failure = KobakoException.finding(Diagnostic.of("layer", "damaged"));
    Ahead<String> ahead =
        Ahead.begin(
            "test",
            () -> {
              throw failure;
            });
    assertThatThrownBy(ahead::result).isSameAs(failure);
  }

  @Test
  void whatIsGivenUpIsInterrupted() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Ahead<String> ahead =
        Ahead.begin(
            "test",
            () -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } finally {
                interrupted.countDown();
              }
              return "never";
            });
    begun.await();
    ahead.cancel();
    interrupted.await();
    assertThatThrownBy(ahead::result).isInstanceOf(CancellationException.class);
  }
}
