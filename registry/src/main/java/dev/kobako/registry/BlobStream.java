package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.HttpFailure;
import dev.kobako.http.Printable;
import dev.kobako.http.Response;
import dev.kobako.http.Retry;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a blob as they come, whatever happens to the connection: after a cut or a stall it
 * goes on where it was (a Range request), and from the next endpoint where one gives up. Gives
 * exactly the promised number of bytes, or throws a {@link KobakoException}.
 */
final class BlobStream extends InputStream {
  /** A server that cuts after every few bytes makes progress, but is not worth waiting for. */
  private static final int MAX_CUTS = 100;

  /** With fewer bytes than that after a failure, the next one counts as one of the same series. */
  private static final int PROGRESS = 1024;

  private static final int MAX_SKIP = 64 * 1024;

  private final RemoteBlob blob;
  private final long size;
  private final List<KobakoException> failures = new ArrayList<>();
  private final LyingMirrors.Follower follower;
  private long position;
  private long failedAt;
  private int cuts;
  private Retry.@Nullable Series series;
  private @Nullable Response response;

  private BlobStream(RemoteBlob blob, long offset) {
    this.blob = blob;
    this.size = blob.size();
    this.position = offset;
    passLying();
    this.follower = new LyingMirrors.Follower(blob, failures.size(), offset);
  }

  private void passLying() {
    while (blob.lying().has(caller().endpoint())) {
      failures.add(LyingMirrors.finding(blob, caller()));
    }
  }

  /** A stream from an offset on; asks for it at once unless it is the end. */
  static InputStream open(RemoteBlob blob, long offset) throws IOException {
    if (offset < 0 || offset > blob.size()) {
      throw new IllegalArgumentException("offset " + offset + " of " + blob.size());
    }
    BlobStream stream = new BlobStream(blob, offset);
    while (offset < blob.size() && stream.response == null) {
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
    while (position < size) {
      Response current = response;
      if (current == null) {
        tryToConnect();
        continue;
      }
      try {
        int count = current.body().read(target, offset, (int) Math.min(length, size - position));
        if (count > 0) {
          position += count;
          if (position - failedAt >= PROGRESS) {
            series = null;
          }
          follower.read(target, offset, count);
          if (position == size) {
            follower.ended(failures.size());
          }
          return count;
        }
        throw new HttpFailure(
            HttpFailure.Kind.CUT,
            call().display(),
            "ended after " + position + " of " + size + " bytes",
            null);
      } catch (HttpFailure e) {
        disconnect();
        goOnAfter(e);
      }
    }
    disconnect();
    return -1;
  }

  private Caller caller() {
    return blob.mirrors().callers().get(failures.size());
  }

  private Call call() {
    Call call =
        caller()
            .call(
                blob.place(),
                "GET",
                "blobs/" + blob.descriptor().digest(),
                Scope.pull(caller().endpoint().path()));
    return position == 0 ? call : call.with("Range", "bytes=" + position + "-");
  }

  /** One attempt; afterwards there is an answer, or it may be tried again. */
  private void tryToConnect() throws IOException {
    try {
      Call call = call();
      Response opened = caller().open(call);
      response = opened;
      switch (opened.status()) {
        case 200 -> fromStart(call, opened);
        case 206 -> fromPosition(call, opened);
        default -> refused(call, opened);
      }
    } catch (HttpFailure e) {
      disconnect();
      goOnAfter(e);
    } catch (KobakoException e) {
      disconnect();
      giveUp(e);
    }
  }

  /** Everything from the first byte on, though we may have asked for the rest only. */
  private void fromStart(Call call, Response opened) throws IOException {
    Optional<Long> length = opened.headers().first("Content-Length").flatMap(Numbers::parse);
    if (length.isPresent() && length.get() != size) {
      throw wrong(call, "has " + length.get() + " bytes, expected " + size);
    }
    byte[] skipped = new byte[(int) Math.min(MAX_SKIP, position)];
    for (long left = position; left > 0; ) {
      int count = opened.body().read(skipped, 0, (int) Math.min(left, skipped.length));
      if (count < 0) {
        throw new HttpFailure(
            HttpFailure.Kind.CUT,
            call.display(),
            "ended after " + (position - left) + " of " + size + " bytes",
            null);
      }
      left -= count;
    }
  }

  private void fromPosition(Call call, Response opened) {
    String range = opened.headers().first("Content-Range").orElse("");
    boolean expected =
        position > 0
            && range.startsWith("bytes " + position + "-")
            && (range.endsWith("/" + size) || range.endsWith("/*"));
    if (!expected) {
      throw wrong(
          call,
          "sent the range '"
              + Printable.of(range, 80)
              + "', expected bytes "
              + position
              + "-"
              + (size - 1)
              + "/"
              + size);
    }
  }

  private void refused(Call call, Response opened) throws IOException {
    boolean again = series().pausesAfter(opened);
    if (!again) {
      throw caller().refusal(call, Answer.read(call, opened, Answer.SMALL));
    }
    disconnect();
  }

  /** Begins with the first failure: how long it went well before doesn't count. */
  private Retry.Series series() {
    Retry.Series current = series;
    if (current == null) {
      current = blob.exchanges().begin(call());
      series = current;
    }
    return current;
  }

  private void goOnAfter(HttpFailure failure) {
    cuts++;
    failedAt = position;
    try {
      if (cuts > MAX_CUTS) {
        throw Refusal.unreachable(call(), failure);
      }
      blob.exchanges().pauseAfter(failure, series(), call());
    } catch (KobakoException e) {
      giveUp(e);
    }
  }

  /** Goes over to the next endpoint; after the last one it is over. */
  private void giveUp(KobakoException failure) {
    failures.add(failure);
    if (failures.size() == blob.mirrors().callers().size()) {
      KobakoException all = Mirrors.together(failures);
      failures.removeLast();
      throw all;
    }
    passLying();
    series = null;
  }

  private KobakoException wrong(Call call, String fact) {
    return KobakoException.finding(
        Diagnostic.of(
            call.place(),
            "blob not taken: " + call.display() + ": " + fact,
            "push the image again, its content was changed"));
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
