package dev.kobako.image;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Collects bytes in large pieces that another thread writes, in order, so that who makes the bytes
 * goes on meanwhile. At most {@value #PIECES} pieces are in memory. What fits into the first one is
 * written by who closes this: a thread for it would take longer.
 *
 * <p>What fails on that thread is told by a later write, or by closing. Closing waits for the
 * thread, and closes {@code out} in any case. Not safe for use by several threads.
 */
final class RelayedOutput extends OutputStream {
  /** Large, since hashing in a JVM that has just started is only quick for long runs. */
  static final int PIECE = 256 * 1024;

  private static final int PIECES = 4;

  private final OutputStream out;

  /** Pieces on their way, each of which gives its array back when it is written. */
  private final Deque<Future<byte[]>> pending = new ArrayDeque<>();

  private byte[] piece = new byte[PIECE];
  private int filled;
  private @Nullable ExecutorService relay;
  private boolean closed;

  RelayedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (filled == PIECE) {
        submit();
      }
      int count = Math.min(length - done, PIECE - filled);
      System.arraycopy(bytes, offset + done, piece, filled, count);
      filled += count;
      done += count;
    }
  }

  private void submit() throws IOException {
    ExecutorService thread = relay;
    if (thread == null) {
      thread = Executors.newFixedThreadPool(1, Thread.ofPlatform().daemon().factory());
      relay = thread;
    }
    byte[] full = piece;
    int length = filled;
    pending.add(
        thread.submit(() -> {
          out.write(full, 0, length);
          return full;
        }));
    piece = pending.size() < PIECES ? new byte[PIECE] : written();
    filled = 0;
  }

  /** Waits until the first pending piece is written. */
  private byte[] written() throws IOException {
    try {
      return pending.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("stopped while writing");
      stopped.initCause(e);
      throw stopped;
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException known -> throw known;
        case RuntimeException known -> throw known;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (out;
        ExecutorService thread = relay) {
      if (thread == null) {
        out.write(piece, 0, filled);
      } else {
        submit();
        while (!pending.isEmpty()) {
          byte[] _ = written();
        }
      }
      out.flush(); // zstd begins its last block here: without it the bytes would be others
    }
  }
}
