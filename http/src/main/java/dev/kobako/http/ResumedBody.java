package dev.kobako.http;

import dev.kobako.diagnostic.KobakoException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body of known size as it comes, whatever happens to the connection: after a cut or a stall it
 * goes on where it was, by a Range request (RFC 9110, 14.2), and takes the whole again from a
 * server that knows no ranges. Gives exactly the promised number of bytes, or throws a {@link
 * KobakoException}; whether they are the right ones is not judged. Used by one thread; who opens it
 * closes it.
 *
 * <p>Tries belong to one series as long as hardly anything comes between two failures, and a series
 * begins with its first failure: how long it went well before does not use up patience.
 */
public final class ResumedBody extends InputStream {
  /** A server that cuts after every few bytes makes progress, but is not worth waiting for. */
  private static final int MAX_CUTS = 100;

  /** With fewer bytes than that after a failure, the next one counts as one of the same series. */
  private static final int PROGRESS = 1024;

  private static final int MAX_SKIP = 64 * 1024;

  private final Source source;
  private final Retry retry;
  private final long size;
  private long position;
  private long failedAt;
  private int cuts;
  private Retry.@Nullable Series series;
  private @Nullable Response response;

  /** What is asked for the body, and what its failures mean to the user. */
  public interface Source {
    /** Method and URL that are asked at present, without secrets. */
    String place();

    /**
     * Asks once for the bytes from a position on; from 0, for all.
     *
     * @return an answer of any status, which the body closes
     * @throws HttpFailure where it is cut, which may be tried again
     * @throws KobakoException where there is no use in another try
     */
    Response ask(long position) throws IOException;

    /** What an answer means that is neither 200 nor 206 and that another try won't change. */
    KobakoException refusal(Response answer, long position) throws IOException;

    /** What it means that the server has something else than was promised. */
    KobakoException wrong(String fact);

    /** What it means that there was no complete answer, however often we tried. */
    KobakoException unreachable(IOException cause);

    /**
     * Goes over to the next server that may have it, where there is one; patience begins anew.
     *
     * @param failure of the present one
     * @throws KobakoException that, or one of all servers, where there is no other
     */
    default void passOver(KobakoException failure) {
      throw failure;
    }

    /**
     * Sees bytes that came, before they are handed on.
     *
     * @param left how many are still to come
     */
    default void came(byte[] bytes, int offset, int count, long left) {}
  }

  private ResumedBody(Source source, Retry retry, long size, long offset) {
    this.source = source;
    this.retry = retry;
    this.size = size;
    this.position = offset;
  }

  /**
   * The body from an offset on; asks for it at once, unless that is its end.
   *
   * @param retry how patient it is
   * @param size of the whole, in bytes, as promised
   * @throws KobakoException where it can't be had
   */
  public static InputStream open(Source source, Retry retry, long size, long offset)
      throws IOException {
    if (offset < 0 || offset > size) {
      throw new IllegalArgumentException("offset " + offset + " of " + size);
    }
    ResumedBody body = new ResumedBody(source, retry, size, offset);
    while (offset < size && body.response == null) {
      body.tryToConnect();
    }
    return body;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (position < size) {
      Response current = response;
      if (current == null) {
        tryToConnect();
        continue;
      }
      try {
        int count = current.body().read(target, offset, (int) Math.min(length, size - position));
        if (count <= 0) {
          throw cutAt(position);
        }
        position += count;
        if (position - failedAt >= PROGRESS) {
          series = null;
        }
        source.came(target, offset, count, size - position);
        return count;
      } catch (HttpFailure e) {
        disconnect();
        goOnAfter(e);
      }
    }
    disconnect();
    return -1;
  }

  /** One attempt; afterwards there is an answer, or it may be tried again. */
  private void tryToConnect() throws IOException {
    try {
      Response opened = source.ask(position);
      response = opened;
      switch (opened.status()) {
        case 200 -> fromStart(opened);
        case 206 -> fromPosition(opened);
        default -> refused(opened);
      }
    } catch (HttpFailure e) {
      disconnect();
      goOnAfter(e);
    } catch (KobakoException e) {
      disconnect();
      passOver(e);
    }
  }

  /** Everything from the first byte on, though we may have asked for the rest only. */
  private void fromStart(Response opened) throws IOException {
    String length = opened.headers().first("Content-Length").orElse("");
    if (!length.isEmpty() && !length.equals(Long.toString(size))) {
      throw source.wrong("has " + Printable.of(length, 20) + " bytes, expected " + size);
    }
    byte[] skipped = new byte[(int) Math.min(MAX_SKIP, position)];
    for (long left = position; left > 0; ) {
      int count = opened.body().read(skipped, 0, (int) Math.min(left, skipped.length));
      if (count < 0) {
        throw cutAt(position - left);
      }
      left -= count;
    }
  }

  private void fromPosition(Response opened) {
    String range = opened.headers().first("Content-Range").orElse("");
    boolean expected =
        position > 0
            && range.startsWith("bytes " + position + "-")
            && (range.endsWith("/" + size) || range.endsWith("/*"));
    if (!expected) {
      throw source.wrong(
          "sent the range '%s', expected bytes %d-%d/%d"
              .formatted(Printable.of(range, 80), position, size - 1, size));
    }
  }

  private void refused(Response opened) throws IOException {
    if (!series().pausesAfter(opened)) {
      throw source.refusal(opened, position);
    }
    disconnect();
  }

  /** A body without a length of its own that ends too early is cut, too. */
  private HttpFailure cutAt(long reached) {
    String fact = "ended after " + reached + " of " + size + " bytes";
    return new HttpFailure(HttpFailure.Kind.CUT, source.place(), fact, null);
  }

  private Retry.Series series() {
    Retry.Series current = series;
    if (current == null) {
      current = retry.begin(source.place());
      series = current;
    }
    return current;
  }

  /** After a failure: returns when the next try is due, here or elsewhere. */
  private void goOnAfter(HttpFailure failure) {
    cuts++;
    failedAt = position;
    try {
      if (cuts > MAX_CUTS) {
        throw source.unreachable(failure);
      }
      series().pauseAfter(failure);
    } catch (IOException e) {
      passOver(source.unreachable(e));
    } catch (KobakoException e) {
      passOver(e);
    }
  }

  private void passOver(KobakoException failure) {
    source.passOver(failure);
    series = null;
  }

  private void disconnect() {
    Response current = response;
    response = null;
    if (current != null) {
      current.close();
    }
  }

  @Override
  public void close() {
    disconnect();
  }
}
