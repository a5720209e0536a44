package dev.kobako.sandbox;

import dev.kobako.image.Content;
import dev.kobako.image.Digest;
import java.nio.file.Path;

/**
 * Layers that lie unpacked for overlay mounts, each in a folder named after its diff id, with the
 * owners that they have inside a user namespace. All of it can be thrown away at any time when
 * nobody runs. Safe for use by several processes at once.
 */
public final class LayerFolders {
  private final Path folder;

  /** Uses a folder, which is made when it is needed. */
  public LayerFolders(Path folder) {
    this.folder = folder;
  }

  /**
   * An unpacked layer.
   *
   * @param diffId what it holds
   * @param folder its root, in the form that overlayfs wants of a lower layer
   */
  public record Unpacked(Digest diffId, Path folder) {}

  /**
   * The layer's folder; unpacks it where it isn't there.
   *
   * @param tar of the layer, uncompressed and checked
   */
  public Unpacked of(Digest diffId, Content tar) {
    throw new UnsupportedOperationException(folder.toString());
  }
}
