package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;

/** What a tar with images can be; one can be both. */
public enum ArchiveFormat {
  /** An OCI image layout. */
  OCI,
  /** What {@code docker save} wrote, with nothing but a {@code manifest.json}. */
  DOCKER;

  /**
   * Looks into an archive. One that is both is read as an image layout, which says more.
   *
   * @throws KobakoException a finding, where it is neither
   */
  public static ArchiveFormat of(Path file) {
    TarIndex index = TarIndex.read(file);
    if (index.file(LayoutReader.VERSION_FILE).isPresent()
        && index.file(LayoutReader.INDEX_FILE).isPresent()) {
      return OCI;
    }
    if (index.file(SavedImages.MANIFEST_FILE).isPresent()) {
      return DOCKER;
    }
    throw KobakoException.finding(
        Diagnostic.of(
            file.toString(),
            "no archive of images: there is neither index.json nor manifest.json in it",
            "name what 'docker save', 'podman save' or 'kobako save' wrote"));
  }
}
