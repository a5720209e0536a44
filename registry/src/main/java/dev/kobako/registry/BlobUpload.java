package dev.kobako.registry;

import dev.kobako.http.HttpFailure;
import dev.kobako.http.Response;
import dev.kobako.http.Retry;
import dev.kobako.image.Artifact;
import dev.kobako.image.Digest;
import dev.kobako.image.Progress;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Uploads one blob: in one request, or in pieces where the registry, or a proxy before it, finds
 * that too large. An upload that breaks goes on where it was if the registry still knows it, and
 * else starts again.
 */
final class BlobUpload {
  /** Less than the 100 MB that the proxies of the big hosters let pass. */
  private static final long PIECE = 32L * 1024 * 1024;

  private static final long ALL = Long.MAX_VALUE;

  private final Exchanges exchanges;
  private final Caller target;
  private final Digest digest;
  private final long size;
  private final UploadBody body;
  private UploadSession session;
  private long offset;
  private long piece = ALL;
  private Retry.@Nullable Series series;

  /** Owns the session: afterwards it is completed or cancelled. */
  BlobUpload(
      Exchanges exchanges,
      Caller target,
      UploadSession session,
      Artifact.Blob blob,
      Progress.Transfer transfer) {
    this.exchanges = exchanges;
    this.target = target;
    this.session = session;
    this.digest = blob.descriptor().digest();
    this.size = blob.descriptor().size();
    this.body = new UploadBody(blob, transfer);
  }

  /** What became of a request. */
  private sealed interface Outcome {
    /** What was sent is there. */
    record Taken(Answer answer) implements Outcome {}

    /** It may go better now. */
    record Broken() implements Outcome {}

    /** A smaller piece may be taken. */
    record TooLarge(Call call, Answer answer) implements Outcome {}
  }

  /**
   * Uploads the blob.
   *
   * @throws dev.kobako.diagnostic.KobakoException where it can't be, or isn't what its digest
   *     promises
   */
  void run() {
    boolean done = false;
    try {
      while (!done) {
        switch (sendRest()) {
          case Outcome.Taken _ -> done = true;
          case Outcome.Broken _ -> {
            Optional<Long> received = session.received().filter(some -> some <= size);
            done = received.isEmpty() && isThere();
            if (!done) {
              goOn(received);
            }
          }
          case Outcome.TooLarge(Call call, Answer answer) -> {
            if (piece != ALL || size <= PIECE) {
              throw target.refusal(call, answer);
            }
            goOn(Optional.empty());
            piece = Math.max(PIECE, session.minChunk());
          }
        }
      }
    } finally {
      if (!done) {
        session.cancel();
      }
    }
  }

  /** The answer that got lost may have been that everything was taken. */
  private boolean isThere() {
    return target.answer(session.look(digest), 0).status() == 200;
  }

  private void goOn(Optional<Long> received) {
    if (received.isEmpty()) {
      session.cancel();
      session = session.again();
    } else if (received.get() > offset) {
      series = null;
    }
    offset = received.orElse(0L);
  }

  /** Sends all that is missing. */
  private Outcome sendRest() {
    Call call = session.closing(digest);
    try {
      if (offset == 0 && piece >= size) {
        call = session.whole(digest, body.whole());
        return verified(call, send(call));
      }
      while (offset < size) {
        long length = Math.min(piece, size - offset);
        call = session.piece(offset, length, body.part(offset, length));
        Outcome outcome = send(call);
        if (!(outcome instanceof Outcome.Taken(Answer answer))) {
          return outcome;
        }
        session.taken(call, answer);
        offset += length;
      }
      call = session.closing(digest);
      return verified(call, send(call));
    } catch (HttpFailure e) {
      exchanges.pauseAfter(e, series(call), call);
      return new Outcome.Broken();
    } catch (IOException e) {
      throw Refusal.unreadable(call, digest, e);
    }
  }

  private Outcome send(Call call) throws IOException {
    try (Response response = target.open(call)) {
      if (series(call).pausesAfter(response)) {
        return new Outcome.Broken();
      }
      Answer answer = Answer.read(call, response, Answer.SMALL);
      if (answer.status() == 413) {
        return new Outcome.TooLarge(call, answer);
      }
      if (answer.status() / 100 != 2) {
        throw target.refusal(call, answer);
      }
      series = null;
      return new Outcome.Taken(answer);
    }
  }

  private Outcome verified(Call call, Outcome outcome) {
    if (outcome instanceof Outcome.Taken(Answer answer)) {
      Optional<Digest> seen = ManifestCheck.announced(answer.headers());
      if (seen.isPresent() && !seen.get().equals(digest)) {
        throw Refusal.changed(call, seen.get(), digest);
      }
    }
    return outcome;
  }

  /** Begins with the first failure: how long it went well before doesn't count. */
  private Retry.Series series(Call call) {
    Retry.Series current = series;
    if (current == null) {
      current = exchanges.begin(call);
      series = current;
    }
    return current;
  }
}
