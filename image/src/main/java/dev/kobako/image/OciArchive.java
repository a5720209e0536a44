package dev.kobako.image;

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
   * Replaces the archive by one with this artifact alone.
   *
   * @param name the tag, or any other name; empty for none
   */
  @Override
  public Descriptor write(Artifact artifact, String name, Progress progress) {
    Descriptor entry = OciLayout.named(artifact, name);
    new ArchiveOutput(file).write(ArchiveTar.of(entry, artifact), progress);
    return entry;
  }

  @Override
  public List<StoredImage> list() {
    return new LayoutReader(TarIndex.read(file)).list();
  }
}
