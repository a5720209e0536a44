package dev.kobako.image;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  /**
   * An image to be saved.
   *
   * @param image of one platform
   * @param names it has in the archive: those without a tag count only for containerd; may be empty
   */
  public record Saved(Artifact image, List<ImageReference> names) {
    public Saved {
      names = List.copyOf(names);
    }
  }

  /**
   * Replaces the archive by one with these images, in their order; what they share is in it once.
   *
   * @throws dev.kobako.diagnostic.KobakoException usage, where one is an index, where there is no
   *     image or two have the same name
   */
  public void write(List<Saved> images, Progress progress) {
    requireDistinct(images);
    List<LoadableImage> loadable =
        images.stream()
            .map(each -> LoadableImage.of(file.toString(), each.image, each.names))
            .toList();
    new ArchiveOutput(file).write(LoadableImage.archive(loadable), progress);
  }

  private void requireDistinct(List<Saved> images) {
    if (images.isEmpty()) {
      throw KobakoException.usage(
          Diagnostic.of(file.toString(), "no image to save", "name at least one image"));
    }
    Set<ImageReference> seen = new HashSet<>();
    for (Saved each : images) {
      for (ImageReference name : each.names) {
        if (!seen.add(name)) {
          throw KobakoException.usage(
              Diagnostic.of(
                  file.toString(),
                  "two images shall be called " + name.familiar(),
                  "give each image names of its own"));
        }
      }
    }
  }
}
