package dev.kobako.sandbox;

import dev.kobako.image.Digest;
import dev.kobako.image.Layer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What became of a container. Closing it throws its changes away. */
public interface ContainerResult extends AutoCloseable {
  /** How its process ended. */
  Ending ending();

  /**
   * Its changes as an uncompressed OCI layer: whiteouts, opaque folders, hard links within the
   * layer, extended attributes; without changes to the root folder itself and without what the
   * mounts left. None where it changed nothing.
   *
   * @param stagingFolder as for {@link dev.kobako.image.LayerWriter#write}
   * @param latest no time is written after this one; empty to write them as they are
   */
  Optional<Layer> changes(Path stagingFolder, Optional<Instant> latest);

  /** Lets the folder with the changes become the layer's unpacked folder. */
  void keepIn(LayerFolders folders, Digest diffId);

  @Override
  void close();
}
