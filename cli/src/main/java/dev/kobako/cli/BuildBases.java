package dev.kobako.cli;

import dev.kobako.build.BaseImages;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Image;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.Platform;
import dev.kobako.image.PlatformChoice;
import dev.kobako.image.Progress;
import dev.kobako.transfer.BaseSupply;
import dev.kobako.transfer.Homes;

/**
 * Finds base images: a bare name in the store, then in its registry, then composed where that is
 * allowed.
 *
 * @param pull whether the registry is asked first
 */
record BuildBases(Homes homes, BaseSupply supply, Progress progress, boolean pull)
    implements BaseImages {
  @Override
  public Image find(String reference, Platform platform) {
    ImageLocation location = ImageLocation.parse(reference);
    if (pull && location instanceof ImageLocation.Store(ImageReference name)) {
      pull(name, platform);
    }
    return homes.read(location, platform);
  }

  private void pull(ImageReference name, Platform platform) {
    try {
      PlatformChoice choice = PlatformChoice.one(platform);
      ImageLocation registry = new ImageLocation.Registry(name);
      homes
          .store()
          .cache(
              homes.artifact(registry, choice).only(registry.toString(), choice), name, progress);
    } catch (KobakoException e) {
      if (!supply.knows(name) || !supply.isAllowed()) {
        throw e;
      }
    }
  }
}
