package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.http.Response;
import dev.kobako.http.ResumedBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Where a blob is asked for during one reading: of each endpoint until it gives up. */
final class RemoteBlobSource implements ResumedBody.Source {
  private final RemoteBlob blob;
  private final List<KobakoException> failures = new ArrayList<>();
  private final LyingMirrors.Follower follower;

  /** The endpoints for a reading from an offset on. */
  RemoteBlobSource(RemoteBlob blob, long offset) {
    this.blob = blob;
    passLying();
    this.follower = new LyingMirrors.Follower(blob, failures.size(), offset);
  }

  private void passLying() {
    while (blob.lying().has(caller().endpoint())) {
      failures.add(LyingMirrors.finding(blob, caller()));
    }
  }

  private Caller caller() {
    return blob.mirrors().callers().get(failures.size());
  }

  private Call call() {
    return caller()
        .call(
            blob.place(),
            "GET",
            "blobs/" + blob.descriptor().digest(),
            Scope.pull(caller().endpoint().path()));
  }

  @Override
  public String place() {
    return call().display();
  }

  @Override
  public Response ask(long position) throws IOException {
    Call call = call();
    return caller().open(position == 0 ? call : call.with("Range", "bytes=" + position + "-"));
  }

  @Override
  public KobakoException refusal(Response answer, long position) throws IOException {
    Call call = call();
    return caller().refusal(call, Answer.read(call, answer, Answer.SMALL));
  }

  @Override
  public KobakoException wrong(String fact) {
    Call call = call();
    return KobakoException.finding(
        Diagnostic.of(
            call.place(),
            "blob not taken: " + call.display() + ": " + fact,
            "push the image again, its content was changed"));
  }

  @Override
  public KobakoException unreachable(IOException cause) {
    return Refusal.unreachable(call(), cause);
  }

  @Override
  public void passOver(KobakoException failure) {
    failures.add(failure);
    if (failures.size() == blob.mirrors().callers().size()) {
      KobakoException all = Mirrors.together(failures);
      failures.removeLast();
      throw all;
    }
    passLying();
  }

  @Override
  public void came(byte[] bytes, int offset, int count, long left) {
    follower.read(bytes, offset, count);
    if (left == 0) {
      follower.ended(failures.size());
    }
  }
}
