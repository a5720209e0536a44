package dev.kobako.registry;

import dev.kobako.image.Artifact;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Image;
import dev.kobako.image.ImageHome;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.image.Progress;
import dev.kobako.image.StoredImage;
import java.util.List;

/**
 * One repository of a registry. Names are tags; a selector's name may be a tag or a complete
 * reference of this repository.
 */
public final class Repository implements ImageHome {
  private final RegistrySettings settings;
  private final ImageReference reference;

  Repository(RegistrySettings settings, ImageReference reference) {
    this.settings = settings;
    this.reference = reference;
  }

  @Override
  public Image read(ImageSelector selector) {
    throw new UnsupportedOperationException("to come: " + settings + reference);
  }

  @Override
  public Artifact artifact(ImageSelector selector) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public Descriptor write(Artifact artifact, String name, Progress progress) {
    throw new UnsupportedOperationException("to come");
  }

  @Override
  public List<StoredImage> list() {
    throw new UnsupportedOperationException("to come");
  }
}
