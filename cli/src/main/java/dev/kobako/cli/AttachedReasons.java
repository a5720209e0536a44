package dev.kobako.cli;

import dev.kobako.image.Artifact;
import dev.kobako.image.Attachment;
import dev.kobako.image.Content;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageStore;
import dev.kobako.image.Json;
import dev.kobako.slim.KeepSet;
import dev.kobako.slim.KeptReasons;
import java.io.IOException;
import java.util.Optional;

/**
 * Why the paths of an image that kobako has made are in it, which lies beside the image in the
 * store as what refers to it. {@code push} takes it along, and nothing is put anywhere else.
 */
final class AttachedReasons {
  private AttachedReasons() {}

  /** Attaches them, where the image was written to the store. */
  static void attach(ImageLocation written, ImageStore store, Image image, KeepSet keepSet) {
    if (written instanceof ImageLocation.Store) {
      KeptReasons.of(keepSet)
          .text()
          .map(text -> Attachment.of(KeptReasons.TYPE, "reasons.json", text))
          .ifPresent(reasons -> store.attach(image.descriptor(), reasons));
    }
  }

  /** Those of an image, wherever it is read from, if they are in the store. */
  static Optional<KeptReasons> of(Image image, ImageStore store) throws IOException {
    for (Artifact attached : store.attached(image.descriptor().digest()).reversed()) {
      for (Artifact.Blob blob : attached.blobs()) {
        Content content = blob.content();
        if (blob.descriptor().mediaType().equals(KeptReasons.TYPE)
            && content.size() <= Json.MAX_CONFIG_BYTES) {
          String place = "reasons " + blob.descriptor().digest();
          return Optional.of(KeptReasons.read(place, content.bytes()));
        }
      }
    }
    return Optional.empty();
  }
}
