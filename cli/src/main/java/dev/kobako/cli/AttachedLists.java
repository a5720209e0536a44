package dev.kobako.cli;

import dev.kobako.base.BaseName;
import dev.kobako.base.ComposedBase;
import dev.kobako.image.Attachment;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.Progress;
import dev.kobako.sbom.DebianListing;
import dev.kobako.sbom.Sbom;
import dev.kobako.sbom.SbomSubject;
import dev.kobako.transfer.Homes;
import java.time.Instant;
import java.util.List;

/**
 * Lists of what is in an image, which lie beside it as what refers to it.
 *
 * @param subject the image
 */
record AttachedLists(Descriptor subject, List<Attachment> documents) {
  AttachedLists {
    documents = List.copyOf(documents);
  }

  /** Both lists of a base. */
  static AttachedLists of(BaseName name, ComposedBase base) {
    Image image = base.image();
    SbomSubject subject =
        new SbomSubject(
            name.toString(),
            image.descriptor().digest(),
            name.distribution(),
            name.suite(),
            image.config().created().orElse(Instant.EPOCH),
            base.packages().stream()
                .map(new DebianListing(name.distribution(), name.suite())::of)
                .toList());
    return new AttachedLists(
        image.descriptor(),
        List.of(
            Attachment.of(Sbom.SPDX_TYPE, "spdx.json", Sbom.spdx(subject)),
            Attachment.of(Sbom.CYCLONEDX_TYPE, "cyclonedx.json", Sbom.cycloneDx(subject))));
  }

  /** Whether {@link #attach} does anything there. */
  static boolean isAttachedTo(ImageLocation location) {
    return location instanceof ImageLocation.Store || location instanceof ImageLocation.Registry;
  }

  /** Attaches them where the image was written, as far as that is a place for attachments. */
  void attach(ImageLocation written, Homes homes, Progress progress) {
    switch (written) {
      case ImageLocation.Store _ -> documents.forEach(each -> homes.store().attach(subject, each));
      case ImageLocation.Registry(var reference) ->
          documents.forEach(each -> homes.repository(reference).attach(subject, each, progress));
      case ImageLocation.Layout _,
          ImageLocation.LayoutArchive _,
          ImageLocation.SavedArchive _,
          ImageLocation.Daemon _,
          ImageLocation.RootFileSystem _ -> {}
    }
  }
}
