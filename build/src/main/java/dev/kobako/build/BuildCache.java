package dev.kobako.build;

import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;

/**
 * What builds remember, in a folder beside the store: step results by key, layer tars by diff id,
 * unpacked layers, folders of cache mounts. Safe for use by several processes; what is there was
 * written whole or is not there.
 */
public final class BuildCache {
  private final Path folder;

  private BuildCache(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens the cache.
   *
   * @throws KobakoException outside, where the folder can't be used
   */
  public static BuildCache in(Path folder) {
    return new BuildCache(folder);
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }
}
