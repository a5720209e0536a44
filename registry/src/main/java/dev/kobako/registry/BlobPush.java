package dev.kobako.registry;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.HttpFailure;
import dev.kobako.image.Artifact;
import dev.kobako.image.Digest;
import dev.kobako.image.Progress;
import java.io.IOException;
import java.util.Optional;

/**
 * Brings one blob into a repository: not at all where it is there, by mounting it where another
 * repository of the registry has it, else by uploading it. An upload that breaks goes on where it
 * was if the registry still knows it, and else starts again.
 */
final class BlobPush {
  /** Pieces for registries that refuse a whole blob as too large, as proxies before them do. */
  private static final long PIECE = 32L * 1024 * 1024;

  private static final long ALL = Long.MAX_VALUE;

  private final Caller target;
  private final String place;
  private final Scope scope;
  private final Artifact.Blob blob;
  private final Progress.Transfer transfer;
  private final Patience.Round round;

  BlobPush(
      Exchanges exchanges,
      Caller target,
      String place,
      Scope scope,
      Artifact.Blob blob,
      Progress.Transfer transfer) {
    this.target = target;
    this.place = place;
    this.scope = scope;
    this.blob = blob;
    this.transfer = transfer;
    this.round = exchanges.round();
  }

  /** Afterwards the blob is there. */
  void run() {
    if (isThere()) {
      spared("already there");
      return;
    }
    if (MediaTypes.isForeign(blob.descriptor().mediaType())) {
      spared("not to be pushed");
      return;
    }
    Optional<String> from = mountable();
    if (from.isEmpty()) {
      upload(UploadSession.begin(target, place, scope));
      return;
    }
    Optional<UploadSession> session =
        UploadSession.mount(target, place, scope, digest(), from.get());
    if (session.isPresent()) {
      upload(session.get());
    } else {
      spared("mounted");
    }
  }

  private void spared(String why) {
    transfer.spared(blob.descriptor().size(), why);
    transfer.end();
  }

  private Digest digest() {
    return blob.descriptor().digest();
  }

  private boolean isThere() {
    Call call = target.call(place, "HEAD", "blobs/" + digest(), scope);
    Answer answer = target.answer(call, 0);
    return switch (answer.status()) {
      case 200 -> true;
      case 404 -> false;
      default -> throw target.refusal(call, answer);
    };
  }

  private Optional<String> mountable() {
    return Push.home(blob, target.endpoint())
        .map(Endpoint::path)
        .filter(path -> !path.equals(target.endpoint().path()));
  }

  private void upload(UploadSession first) {
    UploadSession session = first;
    UploadBody body = new UploadBody(blob, transfer);
    long offset = 0;
    long piece = ALL;
    boolean done = false;
    try {
      while (true) {
        Attempt attempt = attempt(session, body, offset, piece);
        if (attempt == Attempt.DONE) {
          done = true;
          transfer.end();
          return;
        }
        if (attempt == Attempt.TOO_LARGE) {
          piece = Math.max(PIECE, session.minChunk());
        }
        long before = offset;
        offset = attempt == Attempt.TOO_LARGE ? 0 : session.received().orElse(0L);
        if (offset > blob.descriptor().size() || offset == 0) {
          offset = 0;
          session.cancel();
          session = UploadSession.begin(target, place, scope);
        } else if (offset > before) {
          round.progress();
        }
      }
    } finally {
      if (!done) {
        session.cancel();
      }
    }
  }

  private enum Attempt {
    DONE,
    BROKEN,
    TOO_LARGE
  }

  /** Sends all that is missing. */
  private Attempt attempt(UploadSession session, UploadBody body, long start, long piece) {
    long size = blob.descriptor().size();
    Call call = session.closing(digest());
    try {
      boolean whole = start == 0 && piece >= size;
      for (long offset = start; !whole && offset < size; ) {
        long length = Math.min(piece, size - offset);
        call = session.piece(offset, length, body.part(offset, length));
        Answer answer = target.answerOnce(call);
        if (answer.status() / 100 != 2) {
          return broken(call, answer, piece);
        }
        session.taken(call, answer);
        offset += length;
      }
      call = whole ? session.whole(digest(), body.whole()) : session.closing(digest());
      Answer answer = target.answerOnce(call);
      if (answer.status() / 100 != 2) {
        return broken(call, answer, piece);
      }
      requireSame(call, answer);
      return Attempt.DONE;
    } catch (HttpFailure e) {
      if (!round.again(e)) {
        throw Refusal.unreachable(call, e);
      }
      round.rest(call);
      return Attempt.BROKEN;
    } catch (IOException e) {
      throw Refusal.unreadable(call, digest(), e);
    }
  }

  private Attempt broken(Call call, Answer answer, long piece) {
    if (answer.status() == 413 && piece == ALL && blob.descriptor().size() > PIECE) {
      return Attempt.TOO_LARGE;
    }
    if (!round.again(answer.status(), answer.headers())) {
      throw target.refusal(call, answer);
    }
    round.rest(call);
    return Attempt.BROKEN;
  }

  private void requireSame(Call call, Answer answer) {
    Optional<Digest> seen = ManifestCheck.announced(answer.headers());
    if (seen.isPresent() && !seen.get().equals(digest())) {
      throw mismatch(call, seen.get());
    }
  }

  private KobakoException mismatch(Call call, Digest seen) {
    return Refusal.outside(
        call,
        call.display() + ": the registry stored " + seen + ", expected " + digest(),
        "don't use this registry: it changes what it is given");
  }
}
