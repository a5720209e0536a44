package dev.kobako.ladder;

import dev.kobako.image.Content;
import dev.kobako.image.Layer;
import dev.kobako.sandbox.LayerFolders;
import dev.kobako.tree.MemoryTree;
import java.util.List;

/**
 * Layers as reductions need them, each in two forms: as a tar to read and as a folder to run on.
 * What is made of a layer may be kept for later runs and is checked against its diff id.
 */
public interface LaidOut {
  /**
   * The tars of an image's layers, uncompressed, for random access, the lowest first.
   *
   * @throws dev.kobako.diagnostic.KobakoException where a layer can't be read or is damaged
   */
  List<Content> tars(List<Layer> layers);

  /**
   * The folders of an image's layers, the lowest first.
   *
   * @throws dev.kobako.diagnostic.KobakoException where a layer can't be read, is damaged or can't
   *     be unpacked
   */
  List<LayerFolders.Unpacked> folders(List<Layer> layers);

  /**
   * Lays out a tree that is to become a layer with none below it, so that it can be run before the
   * layer is written; whoever asks closes it.
   *
   * @throws dev.kobako.diagnostic.KobakoException where a file can't be read or made
   */
  LayerFolders.NewLayer layOut(MemoryTree tree);
}
