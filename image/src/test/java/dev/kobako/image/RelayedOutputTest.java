package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that another thread writes: all of them, in order, or a failure. */
@Timeout(20)
class RelayedOutputTest {
  private static final int PIECE = RelayedOutput.PIECE;

  /** Keeps what comes, and says who wrote and whether it was closed. */
  private static class Target extends ByteArrayOutputStream {
    volatile Thread writer = Thread.currentThread();
    volatile boolean closed;

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      writer = Thread.currentThread();
      super.write(bytes, offset, length);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** A disk that is full from some piece on. */
  private static final class Full extends Target {
    private final int pieces;
    private int seen;

    Full(int pieces) {
      this.pieces = pieces;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      if (++seen > pieces) {
        throw new IllegalArgumentException("full");
      }
      super.write(bytes, offset, length);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE, 9 * PIECE + 17})
  void givesOnAllBytesInOrderWhateverTheSizeOfTheWrites(int size) throws IOException {
    byte[] bytes = TestImages.noise(size);
    for (int step : new int[] {4_099, PIECE, 2 * PIECE + 3}) {
      Target target = new Target();
      try (OutputStream out = new RelayedOutput(target)) {
        for (int i = 0; i < size; i += step) {
          out.write(bytes, i, Math.min(step, size - i));
        }
      }
      assertThat(target.toByteArray()).as("writes of " + step).isEqualTo(bytes);
      assertThat(target.closed).isTrue();
    }
  }

  @Test
  void aThreadIsStartedForMoreThanAPieceOnly() throws IOException {
    Target target = new Target();
    try (OutputStream out = new RelayedOutput(target)) {
      out.write(new byte[PIECE]);
    }
    assertThat(target.writer).isSameAs(Thread.currentThread());
    try (OutputStream out = new RelayedOutput(target)) {
      out.write(new byte[PIECE]);
      out.write(1);
    }
    assertThat(target.writer).isNotSameAs(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void tellsWhenClosingWhatFailed(int pieces) {
    Full target = new Full(pieces);
    assertThatThrownBy(
            () -> {
              try (OutputStream out = new RelayedOutput(target)) {
                out.write(new byte[pieces * PIECE + 1]);
              }
            })
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("full");
    assertThat(target.closed).isTrue();
  }

  @Test
  void tellsWhoeverGoesOnWritingWhatFailed() throws IOException {
    RelayedOutput out = new RelayedOutput(new Full(2));
    assertThatThrownBy(
            () -> {
              while (true) {
                out.write(new byte[PIECE]);
              }
            })
        .hasMessage("full");
    assertThatThrownBy(out::close).hasMessage("full");
    out.close();
  }

  @Test
  void anInterruptedWriterDoesNotWaitForASlowDisk() {
    CountDownLatch never = new CountDownLatch(1);
    OutputStream slow =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            write(new byte[1], 0, 1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
              never.await();
            } catch (InterruptedException e) {
              throw new InterruptedIOException("told to stop");
            }
          }
        };
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> {
              try (OutputStream out = new RelayedOutput(slow)) {
                out.write(new byte[9 * PIECE]);
              }
            })
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("stopped while writing");
    assertThat(Thread.interrupted()).isTrue();
  }
}
