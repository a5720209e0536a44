package dev.kobako.build;

import dev.kobako.image.Digest;
import dev.kobako.sandbox.Container;
import dev.kobako.sandbox.ContainerResult;
import dev.kobako.sandbox.LayerFolders;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** What RUN is done by: the sandbox, but in tests of the engine alone. */
interface ContainerRuns {
  /**
   * Begins on another thread what the first run would wait for. What fails there is told by that
   * run.
   */
  void getReady();

  /** As {@link dev.kobako.sandbox.Containers#limits}. */
  Optional<String> limits();

  /** As {@link LayerFolders#of}. */
  LayerFolders.Unpacked unpacked(LayerFolders.Packed layer, List<LayerFolders.Packed> below);

  /** As {@link dev.kobako.sandbox.Containers#run}. */
  ContainerResult run(Container container, OutputStream output, OutputStream errors);

  /** As {@link ContainerResult#keepIn}. */
  void keep(ContainerResult result, Digest diffId);
}
