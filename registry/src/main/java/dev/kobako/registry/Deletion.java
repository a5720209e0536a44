package dev.kobako.registry;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.InParallel;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Takes a tag or a manifest out of a repository: "Deleting tags" and "Deleting manifests" in the
 * distribution specification. Blobs stay; the registry's own garbage collection frees them.
 *
 * @param place for messages
 */
record Deletion(Caller caller, String place) {
  private static final int MAX_TAGS = 1000;

  /** Deletes a manifest with all its tags. */
  void manifest(Digest digest) {
    Call call = call(digest.toString());
    Answer answer = caller.answer(call, Answer.SMALL);
    require(call, answer);
  }

  /**
   * Deletes a tag. Where the registry only deletes whole manifests (as distribution 2 does), the
   * manifest goes if no other tag means the same.
   *
   * @throws KobakoException a finding, where there are other such tags
   */
  void tag(String tag) {
    Call call = call(tag);
    Answer answer = caller.answer(call, Answer.SMALL);
    boolean unknown = answer.status() == 400 || answer.status() == 404 || answer.status() == 405;
    if (!unknown) {
      require(call, answer);
      return;
    }
    Optional<Descriptor> found = new Manifests(caller, place).resolve(tag);
    if (found.isEmpty()) {
      throw Refusal.noImage(call, answer);
    }
    Digest digest = found.get().digest();
    SortedSet<String> others = others(tag, digest);
    if (!others.isEmpty()) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "this registry deletes only whole manifests, and "
                  + String.join(", ", others)
                  + (others.size() == 1 ? " is a tag" : " are tags")
                  + " of the same one",
              "to delete all of them, name it by its digest: @" + digest));
    }
    manifest(digest);
  }

  private SortedSet<String> others(String tag, Digest digest) {
    List<String> all = new TagList(caller, place).all();
    if (all.size() > MAX_TAGS) {
      throw KobakoException.finding(
          Diagnostic.of(
              place,
              "this registry deletes only whole manifests, and which of the "
                  + all.size()
                  + " tags are of the same one would take too long to ask",
              "to delete it with all its tags, name it by its digest: @" + digest));
    }
    SortedSet<String> others = new ConcurrentSkipListSet<>();
    InParallel.forEachRemote(
        all.stream().filter(other -> !other.equals(tag)).toList(),
        other ->
            new Manifests(caller, place)
                .resolve(other)
                .filter(found -> found.digest().equals(digest))
                .ifPresent(_ -> others.add(other)));
    return others;
  }

  private void require(Call call, Answer answer) {
    switch (answer.status()) {
      case 200, 202, 204 -> {}
      case 404 -> throw Refusal.noImage(call, answer);
      case 400, 405 ->
          throw Refusal.outside(
              call,
              "not deleted: " + call.display() + ": " + answer.display(),
              "the registry doesn't allow it; ask its operator (distribution:"
                  + " storage.delete.enabled)");
      default -> throw caller.refusal(call, answer);
    }
  }

  private Call call(String reference) {
    return caller.call(
        place, "DELETE", "manifests/" + reference, Scope.delete(caller.endpoint().path()));
  }
}
