package dev.kobako.image;

import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;
import java.util.List;

/**
 * A tar of an OCI image layout, as {@code oci-archive:file} names it. It is read where it is, and
 * written as a whole, with one image.
 */
public final class OciArchive implements ImageHome {
  private final Path file;

  /** An archive that exists, or that {@link #write} makes. */
  public OciArchive(Path file) {
    this.file = file;
  }

  @Override
  public Image read(ImageSelector selector) {
    return new LayoutReader(TarIndex.read(file)).image(selector);
  }

  @Override
  public Artifact artifact(ImageSelector selector) {
    return new LayoutReader(TarIndex.read(file)).artifact(selector);
  }

  /**
   * Replaces the archive by one with this artifact alone. Where that is an image whose layers every
   * {@code docker load} can read, it is a docker-archive as well: a Docker without containerd's
   * store looks for {@code manifest.json} and nothing else.
   *
   * @param name the tag, or any other name; empty for none
   */
  @Override
  public Descriptor write(Artifact artifact, String name, Progress progress) {
    Descriptor entry = OciLayout.named(artifact, name);
    ArchiveTar archive = ArchiveTar.of(entry, artifact);
    if (artifact.isImage() && artifact.layers().stream().noneMatch(OciArchive::isZstd)) {
      Image image = artifact.image(file.toString(), Platform.host());
      Object item = LoadableImage.manifestItem(image, references(name));
      archive = archive.with(SavedImages.MANIFEST_FILE, Json.bytes(List.of(item)));
    }
    new ArchiveOutput(file).write(archive, progress);
    return entry;
  }

  @Override
  public List<StoredImage> list() {
    return new LayoutReader(TarIndex.read(file)).list();
  }

  private static boolean isZstd(Artifact.Blob layer) {
    return layer.descriptor().mediaType().endsWith("zstd");
  }

  /** A bare tag or a name of the user's own making is no reference. */
  private static List<ImageReference> references(String name) {
    if (name.indexOf(':') < 0 && name.indexOf('/') < 0) {
      return List.of();
    }
    try {
      return List.of(ImageReference.parse(name));
    } catch (KobakoException _) {
      return List.of();
    }
  }
}
