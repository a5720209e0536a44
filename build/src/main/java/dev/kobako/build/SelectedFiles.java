package dev.kobako.build;

import dev.kobako.image.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a COPY takes, selected when it is needed. The fingerprint of files of a stage or image is
 * remembered by its layers, so that they aren't read again as long as these are the same. Not safe
 * for use by several threads.
 */
final class SelectedFiles {
  private final Session session;
  private final CopyStep step;
  private final Sources sources;
  private @Nullable CopySelection selection;
  private @Nullable Digest fingerprint;

  SelectedFiles(Session session, CopyStep step, Sources sources) {
    this.session = session;
    this.step = step;
    this.sources = sources;
  }

  CopySelection selection() {
    CopySelection known = selection;
    if (known == null) {
      known = session.at(step, () -> session.copier().select(step, sources::tree));
      selection = known;
    }
    return known;
  }

  Digest fingerprint() {
    Digest known = fingerprint;
    if (known == null) {
      Optional<Chain> chain = isOfLayersOnly() ? sources.chain(step.from()) : Optional.empty();
      known = chain.map(this::remembered).orElseGet(() -> selection().fingerprint());
      fingerprint = known;
    }
    return known;
  }

  /** What is copied, where that had to be looked at. */
  Optional<CopyInventory> inventory() {
    return Optional.ofNullable(selection).flatMap(CopySelection::inventory);
  }

  /** The digest of the times of what is copied. */
  Digest times() {
    return selection().times();
  }

  /** URLs and repositories can have changed. */
  private boolean isOfLayersOnly() {
    return step.sources().stream()
        .allMatch(source ->
            switch (source) {
              case CopyStep.Source.Path _, CopyStep.Source.Inline _ -> true;
              case CopyStep.Source.Url _, CopyStep.Source.Git _ -> false;
            });
  }

  private Digest remembered(Chain chain) {
    KeyWriter writer = new KeyWriter("selection").digest(chain.id());
    CopyKey.write(step, writer);
    Digest key = writer.key();
    Optional<Digest> known = session.cache().fingerprint(key);
    Digest digest = known.orElseGet(() -> selection().fingerprint());
    if (known.isEmpty()) {
      session.cache().rememberFingerprint(key, digest);
    }
    session.used().fingerprint(key, digest);
    return digest;
  }
}
