package dev.kobako.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream to its end in a thread of its own and keeps the start of it. What is beyond is
 * read too: a command must not hang since nobody reads.
 *
 * <p>A platform thread, since a pipe's blocking read holds the carrier of a virtual one, and a few
 * runs would hold them all.
 */
final class OutputPump {
  private final int limit;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private final Thread thread;
  private boolean truncated;
  private boolean ended;
  private @Nullable Exception failure;

  /** Does something with a stream as it comes; what it leaves is dropped. */
  interface Reader {
    /** Leaves what comes to be kept. */
    Reader NONE = _ -> {};

    void read(InputStream in) throws IOException;

    /** Hands on what comes, at once. */
    static Reader into(OutputStream out) {
      return in -> {
        byte[] buffer = new byte[16 << 10];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          out.write(buffer, 0, count);
          out.flush();
        }
      };
    }
  }

  private OutputPump(InputStream in, Reader reader, int limit) {
    this.limit = limit;
    this.thread = Thread.ofPlatform().daemon().name("sandbox-output").start(() -> pump(in, reader));
  }

  /** Starts reading; the stream is closed at its end. */
  static OutputPump start(InputStream in, int limit) {
    return new OutputPump(in, Reader.NONE, limit);
  }

  /** Starts a reader and keeps nothing; the stream is closed at its end. */
  static OutputPump start(InputStream in, Reader reader) {
    return new OutputPump(in, reader, 0);
  }

  private void pump(InputStream source, Reader reader) {
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = source) {
      read(in, reader);
      int count = in.read(buffer);
      while (count >= 0) {
        keep(buffer, count);
        count = in.read(buffer);
      }
    } catch (IOException _) {
      // A pipe has no errors but being closed under us, which is its end.
    } finally {
      end();
    }
  }

  private void read(InputStream in, Reader reader) {
    try {
      reader.read(in);
    } catch (IOException | RuntimeException e) {
      synchronized (this) {
        failure = e;
      }
    }
  }

  /** Why the reader gave up before the end, if it did. */
  synchronized Optional<Exception> failure() {
    return Optional.ofNullable(failure);
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * Waits until a line was written, or none can be any more.
   *
   * @return whether it was
   */
  synchronized boolean awaitLine(String line) {
    boolean interrupted = false;
    while (!ended && !hasLine(line)) {
      try {
        wait();
      } catch (InterruptedException _) {
        // What is awaited comes in milliseconds; the next wait of the caller ends at once.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return hasLine(line);
  }

  private boolean hasLine(String line) {
    return ("\n" + text()).contains("\n" + line + "\n");
  }

  private synchronized void keep(byte[] buffer, int count) {
    int fitting = Math.min(count, limit - kept.size());
    kept.write(buffer, 0, fitting);
    truncated |= fitting < count;
    notifyAll();
  }

  /** Waits for the end of the stream. */
  void await() throws InterruptedException {
    thread.join();
  }

  synchronized byte[] bytes() {
    return kept.toByteArray();
  }

  synchronized boolean truncated() {
    return truncated;
  }

  synchronized String text() {
    return kept.toString(StandardCharsets.UTF_8);
  }
}
