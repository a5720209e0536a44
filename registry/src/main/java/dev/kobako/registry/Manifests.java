package dev.kobako.registry;

import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.Json;
import dev.kobako.image.MediaType;
import java.util.Optional;

/**
 * The manifests and indexes that an endpoint has.
 *
 * @param place what they are asked for, for messages
 */
record Manifests(Caller caller, String place) {
  private static final String ACCEPTED =
      String.join(
          ", ",
          MediaType.OCI_INDEX,
          MediaType.OCI_MANIFEST,
          MediaType.DOCKER_LIST,
          MediaType.DOCKER_MANIFEST);

  /**
   * What a tag or digest stands for, without fetching it.
   *
   * @return empty where there is none
   */
  Optional<Descriptor> resolve(String reference) {
    Call call = call("HEAD", reference);
    Answer answer = caller.answer(call, 0);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    if (answer.status() != 200) {
      throw caller.refusal(call, answer);
    }
    Optional<Digest> digest = ManifestCheck.announced(answer.headers());
    Optional<Long> length = answer.headers().first("Content-Length").flatMap(Numbers::parse);
    String type = ManifestCheck.contentType(answer.headers());
    return digest.isPresent() && length.isPresent() && !type.isEmpty()
        ? Optional.of(Descriptor.of(type, digest.get(), length.get()))
        : Optional.of(fetch(reference, Optional.empty()).descriptor());
  }

  /**
   * What a tag or digest stands for.
   *
   * @throws dev.kobako.diagnostic.KobakoException a finding, where there is none
   */
  Descriptor existing(String reference) {
    return resolve(reference).orElseGet(() -> fetch(reference, Optional.empty()).descriptor());
  }

  /**
   * A manifest or index.
   *
   * @param expected its digest, where it is known
   */
  FetchedManifest fetch(String reference, Optional<Digest> expected) {
    Call call = call("GET", reference);
    Answer answer = caller.answer(call, Json.MAX_MANIFEST_BYTES);
    if (answer.status() == 404) {
      throw Refusal.noImage(call, answer);
    }
    if (answer.status() != 200) {
      throw caller.refusal(call, answer);
    }
    return new ManifestCheck(call, answer).fetched(expected);
  }

  private Call call(String method, String reference) {
    return caller
        .call(place, method, "manifests/" + reference, Scope.pull(caller.endpoint().path()))
        .with("Accept", ACCEPTED);
  }
}
