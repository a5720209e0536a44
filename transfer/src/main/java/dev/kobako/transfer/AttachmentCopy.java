package dev.kobako.transfer;

import dev.kobako.image.Artifact;
import dev.kobako.image.Attachment;
import dev.kobako.image.Descriptor;
import dev.kobako.image.ImageReference;
import dev.kobako.image.Progress;
import dev.kobako.registry.Repository;

/**
 * Takes along what is attached to images of the store, such as lists of their packages. Only to
 * registries: in a layout, other tools would take an attachment for a second image and ask which
 * one is meant.
 */
record AttachmentCopy(Homes homes, Progress progress) {
  /**
   * Copies attachments after their image.
   *
   * @param stored the image as it is in the store
   * @param written the image as it was written, perhaps in other bytes
   */
  void copy(Artifact stored, Artifact written, ImageReference target) {
    Repository repository = homes.repository(target);
    stored.forEachManifest(each -> {
      // Of an index in other bytes nobody knows which part became which.
      boolean top = each.descriptor().equals(stored.descriptor());
      Descriptor subject = top ? written.descriptor() : each.descriptor();
      if (top || stored.descriptor().digest().equals(written.descriptor().digest())) {
        for (Artifact attached : homes.store().attached(each.descriptor().digest())) {
          Artifact fitting = fitting(attached, each.descriptor(), subject);
          repository.write(fitting, fitting.descriptor().digest().toString(), progress);
        }
      }
    });
  }

  private static Artifact fitting(Artifact attached, Descriptor before, Descriptor subject) {
    return before.digest().equals(subject.digest())
        ? attached
        : Attachment.moved(attached, subject);
  }
}
