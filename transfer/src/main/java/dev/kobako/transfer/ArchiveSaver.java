package dev.kobako.transfer;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ArchiveFormat;
import dev.kobako.image.Artifact;
import dev.kobako.image.Digest;
import dev.kobako.image.DockerArchive;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.OciArchive;
import dev.kobako.image.PlatformChoice;
import dev.kobako.image.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes images into one archive, as {@code docker save} does. */
public final class ArchiveSaver {
  private final Homes homes;
  private final Progress progress;

  public ArchiveSaver(Homes homes, Progress progress) {
    this.homes = homes;
    this.progress = progress;
  }

  /** An image that was saved, and what it is called in the archive. */
  public record Saved(Artifact artifact, List<ImageReference> names) {
    public Saved {
      names = List.copyOf(names);
    }
  }

  /**
   * Replaces a file by an archive. Of an index only one image goes into a docker-archive; an
   * oci-archive holds one entry, which may be an index.
   *
   * @throws KobakoException usage, where the archive can't hold that
   */
  public List<Saved> save(
      List<ImageLocation> images, PlatformChoice choice, ArchiveFormat format, Path file) {
    if (format == ArchiveFormat.OCI && images.size() > 1) {
      throw KobakoException.usage(
          Diagnostic.of(
              file.toString(),
              images.size() + " images, but an oci-archive holds one",
              "write a docker-archive, or put them together with 'kobako index create'"));
    }
    Map<Digest, Saved> found = new LinkedHashMap<>();
    for (ImageLocation image : images) {
      Artifact artifact = homes.artifact(image, choice).only(image.toString(), choice);
      List<ImageReference> names = new ArrayList<>();
      Saved known = found.get(artifact.descriptor().digest());
      if (known != null) {
        names.addAll(known.names);
      }
      name(image).filter(name -> !names.contains(name)).ifPresent(names::add);
      found.put(artifact.descriptor().digest(), new Saved(artifact, names));
    }
    List<Saved> saved = List.copyOf(found.values());
    switch (format) {
      case DOCKER ->
          new DockerArchive(file)
              .write(
                  saved.stream()
                      .map(each -> new DockerArchive.Saved(each.artifact, each.names))
                      .toList(),
                  progress);
      case OCI -> {
        Saved only = saved.getFirst();
        String name = only.names.isEmpty() ? "" : only.names.getFirst().toString();
        new OciArchive(file).write(only.artifact, name, progress);
      }
    }
    return saved;
  }

  /** What an image is called where it is, if that is a complete name. */
  private static Optional<ImageReference> name(ImageLocation image) {
    return switch (image) {
      case ImageLocation.Store(ImageReference reference) -> Optional.of(reference);
      case ImageLocation.Registry(ImageReference reference) -> Optional.of(reference);
      case ImageLocation.Daemon(_, ImageReference reference) -> Optional.of(reference);
      case ImageLocation.SavedArchive(_, Optional<ImageReference> reference) -> reference;
      case ImageLocation.Layout _, ImageLocation.LayoutArchive _, ImageLocation.RootFileSystem _ ->
          Optional.empty();
    };
  }
}
