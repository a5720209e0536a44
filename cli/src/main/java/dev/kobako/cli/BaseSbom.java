package dev.kobako.cli;

import dev.kobako.base.BaseName;
import dev.kobako.base.ComposedBase;
import dev.kobako.image.Attachment;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.sbom.DebianListing;
import dev.kobako.sbom.Sbom;
import dev.kobako.sbom.SbomSubject;
import dev.kobako.transfer.Homes;
import java.time.Instant;
import java.util.List;

/** The lists of what is in a base, which lie beside it as what it refers to it. */
record BaseSbom(Image image, List<Attachment> documents) {
  /** Writes both lists. */
  static BaseSbom of(BaseName name, ComposedBase base) {
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
    return new BaseSbom(
        image,
        List.of(
            Attachment.of(Sbom.SPDX_TYPE, "spdx.json", Sbom.spdx(subject)),
            Attachment.of(Sbom.CYCLONEDX_TYPE, "cyclonedx.json", Sbom.cycloneDx(subject))));
  }

  /** Whether {@link #attach} does anything there. */
  static boolean isAttachedTo(ImageLocation location) {
    return location instanceof ImageLocation.Store || location instanceof ImageLocation.Registry;
  }

  /** Attaches them where the image was written, as far as that is a place for attachments. */
  void attach(ImageLocation written, Homes homes, ProgressDisplay display) {
    Descriptor subject = image.descriptor();
    switch (written) {
      case ImageLocation.Store _ -> documents.forEach(each -> homes.store().attach(subject, each));
      case ImageLocation.Registry(var reference) ->
          documents.forEach(each -> homes.repository(reference).attach(subject, each, display));
      case ImageLocation.Layout _,
          ImageLocation.LayoutArchive _,
          ImageLocation.SavedArchive _,
          ImageLocation.Daemon _,
          ImageLocation.RootFileSystem _ -> {}
    }
  }
}
