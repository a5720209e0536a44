package dev.kobako.cli;

import dev.kobako.diagnostic.Diagnostic;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Descriptor;
import dev.kobako.image.ImageLocation;
import dev.kobako.image.ImageReference;
import dev.kobako.image.ImageSelector;
import dev.kobako.registry.Repository;
import java.util.function.Function;

/** Names of what is in registries, for commands that work nowhere else. */
final class Remote {
  private Remote() {}

  /** A name with {@code docker://} before it or not. */
  static ImageReference reference(String text) {
    return reference(text, _ -> "write docker://NAME, or just NAME");
  }

  /**
   * The same.
   *
   * @param remedy what to do with a location that is somewhere else
   */
  static ImageReference reference(String text, Function<ImageLocation, String> remedy) {
    return switch (ImageLocation.parse(text)) {
      case ImageLocation.Store(ImageReference reference) -> reference;
      case ImageLocation.Registry(ImageReference reference) -> reference;
      case ImageLocation other ->
          throw KobakoException.usage(
              Diagnostic.of(other.toString(), "is in no registry", remedy.apply(other)));
    };
  }

  /**
   * What a name stands for now.
   *
   * @throws KobakoException a finding, where it is not there
   */
  static Descriptor subject(Repository repository, ImageReference reference) {
    return repository
        .resolve(ImageSelector.of(reference))
        .orElseThrow(() ->
            KobakoException.finding(
                Diagnostic.of(
                    new ImageLocation.Registry(reference).toString(),
                    "there is no such image",
                    "'kobako tags "
                        + reference.domain()
                        + "/"
                        + reference.path()
                        + "' lists what is")));
  }
}
