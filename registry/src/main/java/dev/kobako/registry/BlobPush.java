package dev.kobako.registry;

import dev.kobako.image.Artifact;
import dev.kobako.image.Digest;
import dev.kobako.image.Progress;
import java.util.Optional;

/**
 * Brings one blob into a repository: not at all where it is there, by mounting it where another
 * repository of the registry has it, else by uploading it.
 *
 * @param place for messages
 * @param scope of the whole push
 */
record BlobPush(
    Exchanges exchanges,
    Caller target,
    String place,
    Scope scope,
    Artifact.Blob blob,
    Progress.Transfer transfer) {
  /** Afterwards the blob is there. */
  void run() {
    if (isThere()) {
      spared("already there");
    } else if (isForeign(blob.descriptor().mediaType())) {
      spared("not to be pushed");
    } else {
      Optional<UploadSession> session = mountOrBegin();
      if (session.isPresent()) {
        new BlobUpload(exchanges, target, session.get(), blob, transfer).run();
        transfer.end();
      } else {
        spared("mounted");
      }
    }
  }

  private void spared(String why) {
    transfer.spared(blob.descriptor().size(), why);
    transfer.end();
  }

  /** Layers whose licence doesn't let registries give them away; their makers serve them. */
  private static boolean isForeign(String mediaType) {
    return mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.")
        || mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.");
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

  private Optional<UploadSession> mountOrBegin() {
    return Push.home(blob, target.endpoint())
        .map(Endpoint::path)
        .filter(path -> !path.equals(target.endpoint().path()))
        .map(from -> UploadSession.mount(target, place, scope, digest(), from))
        .orElseGet(() -> Optional.of(UploadSession.begin(target, place, scope)));
  }

  private Digest digest() {
    return blob.descriptor().digest();
  }
}
