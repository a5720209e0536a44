package dev.kobako.registry;

import dev.kobako.image.ImageReference;

/** The registries of one user, each reached as the user's configuration says. */
public final class Registries implements AutoCloseable {
  private final RegistrySettings settings;

  public Registries(RegistrySettings settings) {
    this.settings = settings;
  }

  /** A repository; connects when it is used. */
  public Repository repository(ImageReference reference) {
    return new Repository(settings, reference);
  }

  @Override
  public void close() {}
}
