package dev.kobako.image;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@code docker save} writes and {@code docker load} reads: a tar with {@code manifest.json};
 * since Docker 25 an OCI image layout at the same time, and that is what is written here.
 */
public final class DockerArchive implements ImageHome {
  private final Path file;

  /** An archive that exists, or that {@link #write} makes. */
  public DockerArchive(Path file) {
    this.file = file;
  }

  @Override
  public Image read(ImageSelector selector) {
    return new SavedImages(TarIndex.read(file)).image(selector);
  }

  /** Archives of {@code docker save} hold one platform of each image. */
  @Override
  public Artifact artifact(ImageSelector selector) {
    return Artifact.of(read(selector));
  }

  @Override
  public List<StoredImage> list() {
    return new SavedImages(TarIndex.read(file)).list();
  }

  /**
   * Replaces the archive by one with this image alone, as {@link LoadableImage} has it.
   *
   * @param name a reference; empty for none
   */
  @Override
  public Descriptor write(Artifact artifact, String name, Progress progress) {
    LoadableImage loadable = LoadableImage.of(file.toString(), artifact, name);
    new ArchiveOutput(file).write(loadable.archive(), progress);
    return loadable.entry();
  }
}
