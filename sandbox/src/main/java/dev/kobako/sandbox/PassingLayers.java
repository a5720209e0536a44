package dev.kobako.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * Unpacked layers that nobody needs after a while: they go when this is closed, at the latest when
 * a later process cleans up behind a killed one. Safe for use by several threads.
 */
public final class PassingLayers implements AutoCloseable {
  private final Path folder;
  private final RootShell shell;
  private final LayerFolders layers;

  PassingLayers(Path folder, RootShell shell) {
    this.folder = folder;
    this.shell = shell;
    this.layers = new LayerFolders(folder, shell);
  }

  /** The layer's folder; parameters and failures are those of {@link LayerFolders#of}. */
  public LayerFolders.Unpacked of(LayerFolders.Packed layer, List<LayerFolders.Packed> below) {
    return layers.of(layer, below);
  }

  /** Removes all of them. */
  @Override
  public void close() {
    shell.remove(List.of(folder));
  }
}
