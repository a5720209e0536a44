package dev.kobako.registry;

import dev.kobako.http.RequestBody;
import dev.kobako.image.Artifact;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.InParallel;
import dev.kobako.image.Progress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings an artifact into a repository: each blob once, then manifests, what is referred to before
 * what refers to it, and the name at last. So whoever reads the repository meanwhile never finds
 * anything incomplete.
 *
 * @param place for messages
 */
record Push(Exchanges exchanges, Caller target, String place, Progress progress) {
  /**
   * Pushes everything.
   *
   * @param reference a tag or the artifact's own digest
   */
  void artifact(Artifact artifact, String reference) {
    Map<Digest, Artifact.Blob> blobs = new LinkedHashMap<>();
    artifact.forEachBlob(blob -> blobs.putIfAbsent(blob.descriptor().digest(), blob));
    Scope scope = scope(blobs.values());
    InParallel.forEachRemote(List.copyOf(blobs.values()), blob -> blob(blob, scope));
    parts(artifact, scope);
    manifest(artifact, reference, scope);
  }

  /** Where a blob comes from, if that is the target's own registry. */
  static Optional<Endpoint> home(Artifact.Blob blob, Endpoint target) {
    return blob.content() instanceof RemoteBlob remote
            && remote.home().origin().equals(target.origin())
        ? Optional.of(remote.home())
        : Optional.empty();
  }

  /** One for all blobs, so that one token does for all. */
  private Scope scope(Iterable<Artifact.Blob> blobs) {
    Scope scope = Scope.push(target.endpoint().path());
    for (Artifact.Blob blob : blobs) {
      scope =
          home(blob, target.endpoint())
              .map(home -> Scope.pull(home.path()))
              .map(scope::and)
              .orElse(scope);
    }
    return scope;
  }

  private void blob(Artifact.Blob blob, Scope scope) {
    Descriptor descriptor = blob.descriptor();
    Progress.Transfer transfer = progress.start(descriptor.digest().toString(), descriptor.size());
    new BlobPush(exchanges, target, place, scope, blob, transfer).run();
  }

  private void parts(Artifact artifact, Scope scope) {
    InParallel.forEachRemote(
        artifact.parts(),
        part -> {
          parts(part, scope);
          manifest(part, part.descriptor().digest().toString(), scope);
        });
  }

  private void manifest(Artifact artifact, String reference, Scope scope) {
    byte[] bytes = artifact.manifestBytes();
    Answer answer = manifest(artifact.descriptor(), bytes, reference, scope);
    if (answer.headers().first("OCI-Subject").isEmpty()) {
      new Referrers(exchanges, target, place).remember(artifact.descriptor(), bytes);
    }
  }

  /** Stores one manifest under a tag or its digest. */
  Answer manifest(Descriptor descriptor, byte[] bytes, String reference, Scope scope) {
    Call call =
        target
            .call(place, "PUT", "manifests/" + reference, scope)
            .with("Content-Type", descriptor.mediaType())
            .with(new RequestBody.Bytes(bytes));
    Answer answer = target.answer(call, Answer.SMALL);
    if (answer.status() / 100 != 2) {
      throw target.refusal(call, answer);
    }
    Optional<Digest> seen = ManifestCheck.announced(answer.headers());
    if (seen.isPresent() && !seen.get().matches(bytes)) {
      throw Refusal.changed(call, seen.get(), descriptor.digest());
    }
    return answer;
  }
}
