package dev.kobako.apt;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Headers;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.Printable;
import dev.kobako.http.Request;
import dev.kobako.http.Response;
import dev.kobako.http.Retry;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file as they come, whatever happens to the connection: after a cut or a stall it
 * goes on where it was (a Range request, RFC 9110, 14). Gives exactly the promised number of bytes,
 * or throws a {@link KobakoException}.
 */
final class RemoteFileStream extends InputStream {
  /** A server that cuts after every few bytes makes progress, but is not worth waiting for. */
  private static final int MAX_CUTS = 100;

  /** With fewer bytes than that after a failure, the next one counts as one of the same series. */
  private static final int PROGRESS = 1024;

  private final RemoteFile file;
  private final Exchanges exchanges;
  private long position;
  private long failedAt;
  private int cuts;
  private Retry.@Nullable Series series;
  private @Nullable Response response;

  private RemoteFileStream(RemoteFile file, long offset) {
    this.file = file;
    this.exchanges = file.archive().exchanges();
    this.position = offset;
  }

  /** A stream from an offset on; asks for it at once unless it is the end. */
  static InputStream open(RemoteFile file, long offset) throws IOException {
    if (offset < 0 || offset > file.size()) {
      throw new IllegalArgumentException("offset " + offset + " of " + file.size());
    }
    RemoteFileStream stream = new RemoteFileStream(file, offset);
    while (offset < file.size() && stream.response == null) {
      stream.tryToConnect();
    }
    return stream;
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
    while (position < file.size()) {
      Response current = response;
      if (current == null) {
        tryToConnect();
        continue;
      }
      try {
        long left = file.size() - position;
        int count = current.body().read(target, offset, (int) Math.min(length, left));
        if (count > 0) {
          position += count;
          if (position - failedAt >= PROGRESS) {
            series = null;
          }
          return count;
        }
        throw cut();
      } catch (HttpFailure e) {
        disconnect();
        goOnAfter(e);
      }
    }
    disconnect();
    return -1;
  }

  private HttpFailure cut() {
    String fact = "ended after " + position + " of " + file.size() + " bytes";
    return new HttpFailure(HttpFailure.Kind.CUT, request().display(), fact, null);
  }

  private Request request() {
    Headers range =
        position == 0 ? Headers.NONE : Headers.NONE.with("Range", "bytes=" + position + "-");
    return file.archive().request(file.path(), range);
  }

  /** One attempt; afterwards there is an answer, or it may be tried again. */
  private void tryToConnect() throws IOException {
    Request request = request();
    try {
      Response opened = exchanges.send(request);
      response = opened;
      switch (opened.status()) {
        case 200 -> fromStart(opened);
        case 206 -> fromPosition(opened);
        default -> refused(request, opened);
      }
    } catch (HttpFailure e) {
      disconnect();
      goOnAfter(e);
    } catch (KobakoException e) {
      disconnect();
      throw e;
    }
  }

  /** Everything from the first byte on, though we may have asked for the rest only. */
  private void fromStart(Response opened) throws IOException {
    String length = opened.headers().first("Content-Length").orElse("");
    if (!length.isEmpty() && !length.equals(Long.toString(file.size()))) {
      throw wrong("has " + Printable.of(length, 20) + " bytes, expected " + file.size());
    }
    byte[] skipped = new byte[(int) Math.min(64 * 1024, position)];
    for (long left = position; left > 0; ) {
      int count = opened.body().read(skipped, 0, (int) Math.min(left, skipped.length));
      if (count < 0) {
        throw cut();
      }
      left -= count;
    }
  }

  private void fromPosition(Response opened) {
    String range = opened.headers().first("Content-Range").orElse("");
    boolean expected =
        position > 0
            && range.startsWith("bytes " + position + "-")
            && (range.endsWith("/" + file.size()) || range.endsWith("/*"));
    if (!expected) {
      throw wrong(
          "the server sent the range '%s', expected bytes %d-%d/%d"
              .formatted(Printable.of(range, 80), position, file.size() - 1, file.size()));
    }
  }

  private void refused(Request request, Response opened) throws IOException {
    if (series(request).pausesAfter(opened)) {
      disconnect();
      return;
    }
    int status = opened.status();
    throw switch (status) {
      case 404, 410 ->
          KobakoException.outside(
              Diagnostic.of(
                  file.what(),
                  request.display() + ": status " + status + ", there is no such file",
                  file.missing()),
              null);
      case 416 -> wrong("has fewer than " + position + " bytes, expected " + file.size());
      default -> RemoteArchive.refused(file.what() + ": " + request.display(), status);
    };
  }

  /** Begins with the first failure: how long it went well before doesn't count. */
  private Retry.Series series(Request request) {
    Retry.Series current = series;
    if (current == null) {
      current = exchanges.begin(request);
      series = current;
    }
    return current;
  }

  private void goOnAfter(HttpFailure failure) {
    cuts++;
    failedAt = position;
    if (cuts > MAX_CUTS) {
      throw Exchanges.unreachable(failure.place(), failure);
    }
    exchanges.pauseAfter(failure, series(request()));
  }

  private KobakoException wrong(String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            file.what() + ": " + file.archive().url(file.path()),
            fact,
            "try again in some minutes, or name another mirror: this one is not in step with its"
                + " own index"));
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
