package dev.kobako.transfer;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.ArchiveFormat;
import dev.kobako.image.Artifact;
import dev.kobako.image.DockerArchive;
import dev.kobako.image.ImageHome;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.ImageStore;
import dev.kobako.image.OciArchive;
import dev.kobako.image.Platform;
import dev.kobako.image.Progress;
import dev.kobako.image.StoredImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts all images of an archive into the store, as {@code docker load} does. */
public final class ArchiveLoader {
  private final ImageStore store;
  private final Progress progress;

  public ArchiveLoader(ImageStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /** One name that was given to an image. */
  public record Loaded(ImageReference name, Artifact artifact) {}

  /**
   * Loads everything.
   *
   * @param title what messages call the archive
   * @param name for an image that has none, or instead of its own where it is the only one
   * @throws KobakoException a finding, where the archive is damaged or an image has no name
   */
  public List<Loaded> load(Path file, String title, Optional<ImageReference> name) {
    ImageHome archive =
        switch (ArchiveFormat.of(file)) {
          case OCI -> new OciArchive(file);
          case DOCKER -> new DockerArchive(file);
        };
    List<StoredImage> entries = archive.list();
    requireNames(title, entries, name);
    List<Loaded> loaded = new ArrayList<>();
    for (StoredImage entry : entries) {
      Artifact artifact =
          archive.artifact(
              new ImageSelector(
                  Optional.empty(), Optional.of(entry.descriptor().digest()), Platform.host()));
      for (ImageReference reference : name.map(List::of).orElseGet(() -> references(entry))) {
        store.put(artifact, reference, progress);
        loaded.add(new Loaded(reference, artifact));
      }
    }
    return loaded;
  }

  /** All is checked before the first image is stored. */
  private static void requireNames(
      String title, List<StoredImage> entries, Optional<ImageReference> name) {
    if (entries.isEmpty()) {
      throw KobakoException.finding(Diagnostic.of(title, "there is no image in it"));
    }
    if (name.isPresent() && entries.size() > 1) {
      throw KobakoException.usage(
          Diagnostic.of(
              title,
              entries.size() + " images, which can't all be called " + name.get().familiar(),
              "leave -t out, or copy one of them: kobako copy oci-archive:FILE:TAG NAME"));
    }
    for (StoredImage entry : entries) {
      if (name.isEmpty() && references(entry).isEmpty()) {
        throw KobakoException.finding(
            Diagnostic.of(
                title,
                "the image " + entry.descriptor().digest() + " has no complete name",
                "give it one with -t NAME"));
      }
    }
  }

  /** The names that are complete; a bare tag says nothing of the repository. */
  private static List<ImageReference> references(StoredImage entry) {
    List<ImageReference> all = new ArrayList<>();
    for (String name : entry.names()) {
      if (name.indexOf('/') < 0 && name.indexOf(':') < 0) {
        continue;
      }
      ImageReference reference = ImageReference.parse(name);
      if (!all.contains(reference)) {
        all.add(reference);
      }
    }
    return all;
  }
}
